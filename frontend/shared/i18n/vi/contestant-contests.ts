const number = (value: number): string => new Intl.NumberFormat('vi-VN').format(value);

/** Words about contests in a list or at the head of a page. */
export const contests = {
  home: {
    title: 'Các cuộc thi tìm hiểu pháp luật',
    intro: 'Thi trực tuyến, không mất phí. Bạn cần một điện thoại có mạng và ít phút yên tĩnh.',
    running: 'Đang diễn ra',
    coming: 'Sắp mở',
    finished: 'Đã kết thúc',
    none: 'Hiện chưa có cuộc thi nào. Bạn quay lại sau nhé.',
    open: 'Xem cuộc thi',
  },
  kind: {
    LIVE: '',
    REHEARSAL: 'Chạy thử, kết quả không được tính',
    DEMO: 'Cuộc thi mẫu để dùng thử',
  },
  /** The state of a contest in one line. */
  phase: {
    coming: (opens: string) => `Mở lúc ${opens}`,
    running: (round: string, left: string) => `${round} đang diễn ra, còn ${left}`,
    between: (round: string, opens: string) => `${round} mở lúc ${opens}`,
    finished: (closed: string) => `Đã kết thúc ngày ${closed}`,
    betweenUnknown: 'Tạm nghỉ giữa hai đợt thi',
  },
  facts: {
    questions: (count: number) => `${number(count)} câu hỏi`,
    noLimit: 'không giới hạn thời gian',
    perRound: (count: number) => `${number(count)} lượt mỗi đợt`,
    perContest: (count: number) => `${number(count)} lượt cả cuộc thi`,
    unlimited: 'không giới hạn số lượt',
    rounds: (count: number) => `${number(count)} đợt thi`,
    heldBy: (body: string) => `Tổ chức: ${body}`,
  },
  /** The one action of a contest page and the line above it. */
  act: {
    enter: 'Đăng ký dự thi',
    start: 'Vào thi',
    resume: 'Tiếp tục bài đang làm',
    board: 'Xem bảng xếp hạng',
    result: 'Xem kết quả của tôi',
    entered: (number: string) => `Bạn đã đăng ký. Mã dự thi: ${number}`,
    attemptsLeft: (count: number) => `Bạn còn ${number(count)} lượt thi trong đợt này.`,
    attemptsUnlimited: 'Bạn thi được nhiều lượt, chừng nào đợt thi còn mở.',
    noneLeft: 'Bạn đã dùng hết lượt thi của đợt này.',
    openAttempt: (closes: string) => `Bạn có bài đang làm dở, hết giờ lúc ${closes}.`,
    waiting: (round: string, opens: string) =>
      `${round} mở lúc ${opens}. Lúc đó nút «Vào thi» sẽ hiện ở đây.`,
    entryClosed: 'Đã hết hạn đăng ký dự thi.',
    staff: 'Bạn có vai trò trong cuộc thi này nên không dự thi.',
    withdrawn: 'Bạn đã rút khỏi cuộc thi này.',
    notRecognised: 'Kết quả dự thi của bạn không được công nhận. Lý do ghi ở mục Thông báo trong Tài khoản.',
    toNotices: 'Xem thông báo',
    mineFailed: 'Chưa tải được thông tin dự thi của bạn.',
  },
  error: {
    notFoundTitle: 'Không tìm thấy trang này',
    notFound:
      'Địa chỉ có thể bị gõ sai, hoặc trang đã được chuyển đi. Bài thi và câu trả lời đã lưu vẫn được giữ nguyên.',
    title: 'Trang này chưa mở được',
    safe: 'Bài thi và câu trả lời đã lưu vẫn được giữ nguyên.',
    toHome: 'Về trang đầu',
    reload: 'Tải lại trang',
    help: 'Cần giúp đỡ, bạn gọi số hỗ trợ ghi ở cuối trang cuộc thi và đọc mã này:',
  },
};

export type Contests = typeof contests;
