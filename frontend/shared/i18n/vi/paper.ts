import { vietnameseWords } from '../../lib/number-words.ts';
import { common } from './common.ts';

const list = (numbers: number[]) => numbers.join(', ');

/** Words of the exam room. */
export const paper = {
  ...common,
  title: 'Phòng thi',
  opening: 'Đang mở phòng thi',
  backToContest: 'Về trang cuộc thi',
  start: {
    attempt: (ordinal: number, limit: number | null) =>
      limit === null ? `Lượt thi thứ ${ordinal}` : `Lượt thi thứ ${ordinal} trong ${limit} lượt`,
    questions: (count: number) => `${count} câu`,
    minutes: (seconds: number) => (seconds % 60 === 0 ? `${seconds / 60} phút` : `${seconds} giây`),
    left: (count: number) => (count === 1 ? 'còn 1 lượt' : `còn ${count} lượt`),
    unlimited: 'không giới hạn lượt',
    whatHappens: 'Khi bạn bấm «Vào thi»',
    clockStarts: (minutes: string) =>
      `Đồng hồ ${minutes} bắt đầu chạy và không dừng, kể cả khi bạn rời trang.`,
    untilClose: 'không giới hạn phút',
    noClock: (moment: string) => `Bạn làm bài đến lúc đợt thi đóng: ${moment}.`,
    saved: 'Mỗi câu được lưu ngay khi bạn chọn. Mất mạng hay tải lại trang vẫn làm tiếp được.',
    change: 'Bạn sửa được câu trả lời cho đến khi bấm «Nộp bài».',
    atZero: 'Hết giờ, hệ thống tự nộp những câu đã lưu.',
    prediction:
      'Cuối bài có một câu dự đoán bằng số. Câu này chỉ dùng để xếp hạng khi bằng điểm; bỏ trống vẫn nộp được.',
    counting: {
      BEST: 'Kết quả của bạn là lượt cao nhất.',
      LAST: 'Kết quả của bạn là lượt nộp sau cùng.',
      FIRST: 'Kết quả của bạn là lượt nộp đầu tiên.',
    } as Record<string, string>,
    begin: 'Vào thi',
    beginning: 'Đang mở đề',
    again: 'Bấm lại không mất thêm lượt thi.',
  },
  resume: {
    heading: 'Bạn đang làm dở một lượt',
    elsewhere:
      'Lượt này được mở ở máy hoặc ứng dụng khác, ví dụ trong Zalo. Làm tiếp ở đây thì bên kia dừng lại; các câu đã lưu vẫn được giữ nguyên.',
    running: 'Đồng hồ vẫn chạy từ lúc bạn vào thi.',
    go: 'Làm tiếp ở đây',
    resumed: (ordinal: number, saved: number) =>
      `Bạn đang làm tiếp lượt ${ordinal}. ${saved} câu đã lưu được giữ nguyên.`,
    offline:
      'Máy đang không có mạng. Bạn vẫn làm bài được: câu trả lời giữ trên máy này và tự gửi khi có mạng.',
  },
  waiting: {
    heading: 'Chưa đến giờ thi',
    opens: (moment: string) => `Mở lúc ${moment}.`,
    left: 'Còn',
    stay: 'Bạn cứ để trang này, đến giờ nút «Vào thi» tự hiện ra.',
  },
  closed: {
    heading: 'Đợt thi đã kết thúc',
    text: (moment: string) => `Đợt này đóng lúc ${moment}.`,
    noneLeft: 'Bạn đã dùng hết lượt thi của đợt này',
    noneLeftText: 'Các lượt đã nộp vẫn được giữ nguyên.',
    out: 'Bạn không còn dự thi cuộc thi này',
    outText: 'Lý do ghi ở trang cuộc thi.',
  },
  question: {
    number: (number: number, total: number) => `Câu ${number}/${total}`,
    name: (number: number) => `Câu ${number}`,
    prediction: 'Câu dự đoán',
    left: 'Còn',
    about: 'khoảng',
    map: 'Danh sách câu',
    closeMap: 'Đóng danh sách',
    many: 'Chọn tất cả phương án đúng.',
    numberHint: 'Gõ một số. Phần thập phân viết sau dấu phẩy.',
    writtenHint: 'Gõ câu trả lời.',
    orderHint: 'Xếp lại cho đúng thứ tự bằng các nút ↑ và ↓.',
    answer: 'Câu trả lời của bạn',
    up: (option: string) => `Lên: ${option}`,
    down: (option: string) => `Xuống: ${option}`,
    keepOrder: 'Giữ thứ tự này',
    ordered: 'Đã ghi nhận thứ tự này',
    moved: (option: string, place: number) => `${option}: vị trí ${place}`,
    chosen: 'Đã chọn',
    clear: 'Bỏ chọn',
    mark: 'Đánh dấu để xem lại',
    marked: 'Đã đánh dấu, bấm để bỏ',
    previous: 'Câu trước',
    next: 'Câu tiếp',
    toPrediction: 'Dự đoán',
    toReview: 'Xem lại bài',
    keys: 'Phím tắt: A đến D hoặc 1 đến 9 để chọn, ← → để đổi câu.',
  },
  map: {
    answered: 'đã trả lời',
    unanswered: 'chưa trả lời',
    marked: 'đánh dấu',
    pending: 'chờ gửi',
    finish: 'Xem lại và nộp bài',
  },
  save: {
    saved: (saved: number, total: number) => `Đã lưu ${saved}/${total} câu`,
    pending: (saved: number, total: number, pending: number) =>
      `Đã lưu ${saved}/${total} câu, ${pending} câu chờ gửi`,
    predictionPending: 'câu dự đoán chờ gửi',
    offline: 'Mạng chập chờn. Câu trả lời vẫn giữ trên máy, sẽ tự gửi khi có mạng.',
    notKept: 'Trình duyệt này không giữ được bản tạm: đừng đóng trang khi còn câu chờ gửi.',
    unacceptable: (numbers: number[]) =>
      `Máy chủ không nhận câu ${list(numbers)}. Bạn gọi số hỗ trợ và đọc mã «invalid».`,
  },
  time: {
    five: 'Còn 5 phút.',
    one: 'Còn 1 phút.',
    up: 'Hết giờ.',
  },
  prediction: {
    targets: {
      PEOPLE_ALL_RIGHT: (count: number, when: string) =>
        `Theo bạn, có bao nhiêu người trả lời đúng cả ${count} câu ${when}? (Mỗi người chỉ tính một lần.)`,
      PEOPLE: (_: number, when: string) => `Theo bạn, có bao nhiêu người nộp bài ${when}?`,
      ATTEMPTS: (_: number, when: string) =>
        `Theo bạn, có bao nhiêu lượt thi được nộp ${when}? (Thi ba lượt tính là ba.)`,
      ATTEMPTS_ALL_RIGHT: (count: number, when: string) =>
        `Theo bạn, có bao nhiêu lượt thi trả lời đúng cả ${count} câu ${when}?`,
      PERCENT_ALL_RIGHT: (count: number, when: string) =>
        `Theo bạn, có bao nhiêu phần trăm người dự thi trả lời đúng cả ${count} câu ${when}?`,
    } as Record<string, (count: number, when: string) => string>,
    inRound: (round: string) => `trong ${round.charAt(0).toLowerCase()}${round.slice(1)}`,
    inContest: 'trong cả cuộc thi',
    inWords: vietnameseWords,
    label: 'Dự đoán của bạn',
    hint: 'Gõ một số, ví dụ 1250. Câu này chỉ dùng để xếp hạng khi bằng điểm; bỏ trống vẫn nộp được.',
    percentHint: 'Gõ số phần trăm từ 0 đến 100, ví dụ 12,5. Bỏ trống vẫn nộp được.',
    notNumber: 'Chỉ gõ chữ số. Số này chưa được ghi nhận.',
    tooLarge: 'Số này lớn quá nên chưa được ghi nhận.',
  },
  review: {
    heading: 'Nộp bài',
    short: 'Xem lại',
    allAnswered: (total: number) => `Bạn đã trả lời đủ ${total} câu.`,
    unanswered: (count: number) => `Còn ${count} câu chưa trả lời:`,
    marked: 'Câu bạn đánh dấu để xem lại:',
    predictionBlank: 'Bạn chưa điền câu dự đoán.',
    predictionSaid: (said: string) => `Dự đoán của bạn: ${said}.`,
    pending: 'Còn câu chờ gửi. Bấm nộp thì những câu đó được gửi trước, rồi mới nộp.',
    final: 'Nộp rồi thì không sửa được nữa.',
    submit: 'Nộp bài',
    back: 'Làm tiếp',
  },
  submitting: {
    heading: 'Đang nộp bài',
    text: 'Câu trả lời đã lưu trên máy này. Trang tự gửi tiếp, bạn không cần bấm lại.',
    offline: 'Chưa gửi được vì mạng chập chờn. Bạn để trang này mở: có mạng là bài tự nộp.',
    timeUp: 'Hết giờ làm bài',
    timeUpText: 'Đang nộp những câu đã lưu. Bài được tính tại đúng giờ kết thúc.',
    timeUpOffline:
      'Hết giờ khi máy không có mạng. Những câu máy chủ đã lưu được tính; có mạng là trang này tự lấy biên nhận.',
  },
  receipt: {
    heading: 'Đã nhận bài của bạn',
    byDeadline: 'Hết giờ, hệ thống đã nộp những câu đã lưu.',
    code: 'Mã biên nhận',
    round: 'Đợt thi',
    ordinal: 'Lượt thi',
    submittedAt: 'Nộp lúc',
    stored: 'Đã lưu',
    answered: (answered: number, total: number) => `${answered}/${total} câu trả lời`,
    predicted: 'Dự đoán',
    noPrediction: 'Bỏ trống',
    keep: 'Bạn chụp lại màn hình này hoặc ghi mã biên nhận để đối chiếu khi cần.',
    late: (numbers: number[]) =>
      `Câu ${list(numbers)} đến máy chủ sau giờ kết thúc nên không được tính. Bản gửi muộn vẫn được lưu làm bằng chứng.`,
    next: 'Tiếp theo',
    result: 'Kết quả lượt này',
    duration: 'Thời gian làm bài',
    points: (points: number, max: number) => `${points}/${max} điểm`,
    correct: (correct: number, total: number) => `đúng ${correct}/${total} câu`,
    scoring: 'Đang chấm bài, điểm hiện ra tại đây sau ít giây.',
    feedback: {
      NOTHING: 'Điểm được công bố cùng kết quả của đợt thi.',
      POINTS: 'Điểm của lượt này xem được ngay.',
      POINTS_AND_TIME: 'Điểm và thời gian của lượt này xem được ngay.',
      REVIEW_AFTER_CLOSE: 'Sau khi đợt thi đóng, bạn xem lại được từng câu kèm giải thích.',
    } as Record<string, string>,
    resultsAt: (moment: string) => `Kết quả đợt thi công bố lúc ${moment}.`,
    resultsLater: 'Thời gian công bố kết quả đợt thi ghi trên trang cuộc thi.',
    toBoard: 'Xem bảng xếp hạng',
    otherPerson: 'Người khác dự thi trên máy này',
    otherPersonText:
      'Đăng xuất khỏi tài khoản của bạn để người khác đăng nhập. Bài của bạn vẫn được giữ nguyên trên máy chủ.',
    print: 'In biên nhận',
  },
  takenOver: {
    heading: 'Bài đang mở ở nơi khác',
    text: 'Lượt thi này vừa được mở ở máy hoặc ứng dụng khác, ví dụ trong Zalo. Các câu đã lưu vẫn được giữ nguyên.',
    pending: (count: number) =>
      `${count} câu trên máy này chưa kịp gửi. Làm tiếp ở đây thì gửi, trừ câu bên kia trả lời sau.`,
    warning: 'Làm tiếp ở đây thì bên kia dừng lại.',
  },
  problem: {
    heading: 'Chưa mở được phòng thi',
    /** Where nothing went wrong: a step comes first, or the room is not for this person. */
    headings: {
      not_signed_in: 'Đăng nhập để vào thi',
      not_entered: 'Đăng ký trước khi vào thi',
      no_round: 'Chưa chọn đợt thi',
      has_a_role: 'Bạn không thể dự thi',
    } as Record<string, string>,
    safe: 'Các câu đã lưu vẫn được giữ nguyên.',
    code: (code: string) => `Mã để báo hỗ trợ: ${code}`,
    signIn: 'Đăng nhập',
    enter: 'Đăng ký dự thi',
    noRound: 'Địa chỉ này chưa cho biết đợt thi nào. Bạn vào từ trang cuộc thi.',
    hotline: 'Cần giúp đỡ, gọi',
    hotlineUnknown: 'Cần giúp đỡ, bạn gọi số trực hỗ trợ ghi trong thể lệ cuộc thi.',
  },
  refusals: {
    ...common.refusals,
    not_signed_in:
      'Bạn cần đăng nhập để vào phòng thi. Nếu đang làm bài, câu đã lưu vẫn còn, đồng hồ vẫn chạy.',
    not_entered: 'Bạn chưa đăng ký dự thi cuộc thi này.',
    has_a_role:
      'Bạn có việc trong cuộc thi này hoặc ở cơ quan tổ chức nên không dự thi được. Nếu nhầm, bạn gọi số hỗ trợ.',
    round_is_not_open: 'Đợt thi này hiện không mở.',
    ordinal_out_of_range: 'Bạn đã dùng hết lượt thi của đợt này.',
    attempt_is_submitted: 'Lượt thi này đã được nộp.',
    previous_attempt_is_open: 'Bạn còn một lượt làm dở. Bạn tải lại trang để làm tiếp.',
    no_paper_ready: 'Đề thi đang được chuẩn bị. Bạn thử lại sau ít phút; không mất lượt nào.',
    token_not_valid: 'Phiên làm bài cần được mở lại.',
  },
};

export type Paper = typeof paper;
