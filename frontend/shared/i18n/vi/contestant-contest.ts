const number = (value: number): string => new Intl.NumberFormat('vi-VN').format(value);

/** Words of the contest page. */
export const contestPage = {
  contest: {
    prizes: 'Giải thưởng',
    individual: 'Giải cá nhân',
    collective: 'Giải tập thể',
    prize: 'Giải',
    prizeCount: 'Số giải',
    prizesOf: (count: number) => `${number(count)} giải`,
    prizeAmount: 'Trị giá mỗi giải',
    timetable: 'Lịch thi',
    today: 'Hôm nay',
    from: (opens: string) => `Từ ${opens}`,
    until: (closes: string) => `đến ${closes}`,
    resultsAt: (at: string) => `Công bố kết quả: ${at}`,
    roundPhase: { COMING: 'Chưa mở', OPEN: 'Đang mở', CLOSED: 'Đã đóng' },
    roundState: {
      DRAFT: '',
      OPEN: '',
      CLOSED: '',
      PROVISIONAL: 'Đã có kết quả tạm thời',
      APPEALS: 'Đang nhận đề nghị xem xét lại',
      DECIDED: 'Đã có quyết định công nhận',
      CERTIFIED: 'Kết quả đã được xác nhận',
      AWARDED: 'Đã trao giải',
    },
    study: 'Văn bản cần đọc',
    issuedOn: (date: string) => `ban hành ngày ${date}`,
    terms: 'Thể lệ, nói gọn',
    termsVersion: (version: number, since: string) => `Thể lệ bản ${version}, có hiệu lực từ ${since}.`,
    notices: 'Thông báo',
    registrationCloses: (at: string) => `Nhận đăng ký đến ${at}.`,
  },
  /** The terms in plain words; every sentence is made from the definition that the engine obeys. */
  terms: {
    who: 'Ai được dự thi',
    everyone: 'Mọi người đều được dự thi.',
    ageOnEntry: (age: number) => `Người từ đủ ${age} tuổi trở lên, tính đến ngày đăng ký.`,
    ageOnStart: (age: number) => `Người từ đủ ${age} tuổi trở lên, tính đến ngày cuộc thi bắt đầu.`,
    paper: 'Bài thi',
    paperWithLimit: (count: number, time: string, points: number) =>
      `Mỗi bài có ${number(count)} câu hỏi, làm trong ${time}, cao nhất ${number(points)} điểm. Đồng hồ bắt đầu chạy khi bạn bấm bắt đầu làm bài, và tính theo giờ của máy chủ.`,
    paperNoLimit: (count: number, points: number) =>
      `Mỗi bài có ${number(count)} câu hỏi, cao nhất ${number(points)} điểm. Bạn làm đến khi đợt thi đóng.`,
    attempts: 'Số lượt thi',
    limitPerRound: (count: number) => `Mỗi đợt, mỗi người thi tối đa ${number(count)} lượt.`,
    limitPerContest: (count: number) => `Cả cuộc thi, mỗi người thi tối đa ${number(count)} lượt.`,
    noLimit: 'Bạn thi bao nhiêu lượt cũng được khi đợt thi còn mở.',
    counting: {
      BEST: 'Kết quả của lượt cao nhất được tính.',
      LAST: 'Kết quả của lượt cuối cùng được tính.',
      FIRST: 'Kết quả của lượt đầu tiên được tính.',
    },
    prediction: 'Câu dự đoán',
    predictionOf: {
      PEOPLE_ALL_RIGHT: (span: string) =>
        `Theo bạn, có bao nhiêu người trả lời đúng tất cả các câu trong ${span}? Mỗi người chỉ tính một lần.`,
      PEOPLE: (span: string) => `Theo bạn, có bao nhiêu người nộp bài trong ${span}?`,
      ATTEMPTS: (span: string) =>
        `Theo bạn, có bao nhiêu lượt thi được nộp trong ${span}? Thi ba lượt tính là ba.`,
      ATTEMPTS_ALL_RIGHT: (span: string) =>
        `Theo bạn, có bao nhiêu lượt thi trả lời đúng tất cả các câu trong ${span}?`,
      PERCENT_ALL_RIGHT: (span: string) =>
        `Theo bạn, bao nhiêu phần trăm người dự thi trả lời đúng tất cả các câu trong ${span}?`,
    },
    spanOf: { ROUND: 'đợt thi', CONTEST: 'cả cuộc thi' },
    predictionBlank: 'Để trống thì xếp sau người có dự đoán, bài thi vẫn được tính.',
    ranking: 'Cách xếp hạng',
    rankingBy: 'Xét lần lượt từng tiêu chí, bằng nhau mới xét tiêu chí sau:',
    rankingShared: 'Bằng nhau ở mọi tiêu chí thì cùng hạng.',
    feedback: 'Bạn được xem gì sau khi nộp bài',
    feedbackOf: {
      NOTHING: 'Biên nhận nộp bài. Điểm được công bố cùng kết quả của đợt.',
      POINTS: 'Biên nhận và điểm của bài vừa nộp.',
      POINTS_AND_TIME: 'Biên nhận, điểm và thời gian làm bài.',
      REVIEW_AFTER_CLOSE:
        'Biên nhận và điểm; sau khi đợt thi đóng, bạn xem lại được từng câu cùng lời giải thích.',
    },
    incident: 'Khi có sự cố',
    incidentText:
      'Khi hệ thống gặp sự cố, Ban Tổ chức bù thời gian cho lượt thi bị ảnh hưởng hoặc gia hạn đợt thi và thông báo trên trang Cuộc thi; câu trả lời đã lưu được giữ nguyên.',
  },
  measure: {
    PEOPLE: 'nhiều người dự thi nhất',
    ATTEMPTS: 'nhiều lượt thi nhất',
    RATE: 'tỷ lệ người dự thi cao nhất',
    MEAN_POINTS: 'điểm trung bình cao nhất',
    ALL_RIGHT: 'nhiều người đúng tất cả nhất',
  },
  dong: (amount: number) => `${number(amount)} đồng`,
};

export type ContestPage = typeof contestPage;
