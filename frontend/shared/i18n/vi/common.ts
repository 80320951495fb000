/** What a refusal says beside its code; see the API. */
export type Details = Record<string, unknown>;

/** Words of every app. The source of truth: English must have the same shape. */
export const common = {
  site: {
    name: 'Thi tìm hiểu pháp luật',
    skip: 'Đến nội dung chính',
    home: 'Trang đầu',
    display: 'Hiển thị',
    textSize: 'Cỡ chữ',
    textSizes: { normal: 'Vừa', large: 'Lớn', largest: 'Rất lớn' },
    theme: 'Nền',
    themes: { auto: 'Theo máy', light: 'Sáng', dark: 'Tối', contrast: 'Tương phản cao' },
    languages: { vi: 'Tiếng Việt', en: 'English' },
    responsible: 'Chịu trách nhiệm nội dung',
    hotline: 'Hỗ trợ người dự thi',
    address: 'Địa chỉ',
    email: 'Thư điện tử',
  },
  action: {
    retry: 'Thử lại',
    cancel: 'Thôi',
    save: 'Lưu',
    signIn: 'Đăng nhập',
    signUp: 'Tạo tài khoản',
    signOut: 'Đăng xuất',
  },
  state: {
    loading: 'Đang tải',
    optional: 'không bắt buộc',
    done: 'Xong',
  },
  field: {
    required: 'Bạn chưa điền mục này.',
    invalid: 'Nội dung này chưa đúng dạng.',
    too_long: 'Nội dung này dài quá.',
    too_short: 'Nội dung này ngắn quá.',
    unknown_choice: 'Bạn chọn lại trong danh sách.',
    taken: 'Tên này đã có người dùng.',
    unknown: 'Bạn xem lại mục này.',
  },
  /** What to say for each code the server may refuse with. */
  refusals: {
    unknown: 'Hệ thống chưa làm được việc này. Bạn thử lại sau ít phút.',
    offline: 'Máy đang không có mạng. Những gì đã lưu vẫn được giữ nguyên; bạn thử lại khi có mạng.',
    server_error: 'Máy chủ đang gặp sự cố. Những gì đã lưu vẫn được giữ nguyên; bạn thử lại sau ít phút.',
    invalid: 'Có chỗ chưa đúng. Bạn xem lại các mục được đánh dấu.',
    not_found: 'Không tìm thấy nội dung này.',
    forbidden: 'Tài khoản của bạn không có quyền làm việc này.',
    not_signed_in: 'Bạn cần đăng nhập để làm tiếp.',
    too_many_requests: ({ wait_seconds: seconds }: Details) =>
      `Có quá nhiều lần thử trong thời gian ngắn. Bạn chờ ${seconds ? `${seconds} giây` : 'ít phút'} rồi thử lại.`,
    malformed: 'Yêu cầu gửi đi bị lỗi. Bạn tải lại trang rồi thử lại.',
    too_large: 'Tệp gửi lên lớn quá mức cho phép.',
    method_not_allowed: 'Trang đang mở đã cũ. Bạn tải lại trang rồi thử lại.',
    contest_not_found: 'Không tìm thấy cuộc thi này. Có thể địa chỉ đã thay đổi.',
  },
};

export type Common = typeof common;
