import { common, type Details } from './common.ts';

/** Words of every page of the organisers' app; what single pages say lies in the files beside this one. */
export const organizer = {
  ...common,
  app: {
    part: 'Ban Tổ chức',
    home: 'Việc của tôi',
  },
  signIn: {
    title: 'Đăng nhập để làm việc',
    intro: 'Dành cho người soạn câu hỏi, ban tổ chức, ban giám khảo và người trực hỗ trợ.',
    username: 'Tên đăng nhập hoặc số điện thoại',
    password: 'Mật khẩu',
    noRole: 'Tài khoản này chưa được phân công việc nào',
    noRoleText: (username: string) =>
      `Bạn đang đăng nhập bằng «${username}». Người quản lý của cơ quan chủ trì, hoặc người phê duyệt của cuộc thi, phân công cho bạn trong mục «Phân công».`,
    toPublic: 'Về trang của người dự thi',
  },
  home: {
    title: 'Việc của tôi',
    contests: 'Cuộc thi',
    banks: 'Ngân hàng câu hỏi',
    bodies: 'Cơ quan',
    bodyHint: 'Người soạn, người duyệt câu hỏi, người quản lý',
    newContest: 'Tạo cuộc thi',
    newBank: 'Tạo ngân hàng',
    noContests: 'Chưa có cuộc thi nào.',
    noContestsHint: 'Người quản lý của cơ quan chủ trì tạo cuộc thi rồi phân công cho những người khác.',
    noBanks: 'Chưa có ngân hàng câu hỏi nào.',
    noBanksHint: 'Tạo ngân hàng rồi nhập câu hỏi từ tệp Excel, hoặc viết từng câu.',
    from: (opens: string, closes: string) => `${opens} đến ${closes}`,
    noDates: 'Chưa có đợt thi',
    phase: { COMING: 'Sắp diễn ra', OPEN: 'Đang diễn ra', CLOSED: 'Đã thi xong' } as Record<string, string>,
    lacks: (count: number) => `Còn ${count} việc trước khi công bố`,
    ready: 'Đủ điều kiện, chờ công bố',
    openCases: (count: number) => `${count} trường hợp cần xem xét`,
    proposals: (count: number) => `${count} kết luận chờ người thứ hai`,
    questions: (count: string) => `${count} câu đã duyệt`,
    inReview: (count: string) => `${count} câu chờ duyệt`,
    needsReview: (count: string) => `${count} câu cần xem lại`,
  },
  contestState: {
    DRAFT: 'Đang chuẩn bị',
    OPEN: 'Đã công bố',
    CLOSED: 'Đã đóng',
    PROVISIONAL: 'Có kết quả tạm thời',
    APPEALS: 'Đang nhận khiếu nại',
    DECIDED: 'Đã có quyết định',
    CERTIFIED: 'Đã chốt kết quả',
    AWARDED: 'Đã trao giải',
  } as Record<string, string>,
  kind: { LIVE: '', REHEARSAL: 'Chạy thử', DEMO: 'Minh họa' } as Record<string, string>,
  role: {
    AUTHOR: 'Người soạn câu hỏi',
    REVIEWER: 'Người duyệt câu hỏi',
    MANAGER: 'Người quản lý',
    ORGANISER: 'Người tổ chức',
    APPROVER: 'Người phê duyệt',
    SECRETARY: 'Thư ký',
    JUDGE: 'Giám khảo',
    CHIEF_JUDGE: 'Trưởng ban giám khảo',
    OBSERVER: 'Người giám sát',
    HELPER: 'Trực hỗ trợ',
  } as Record<string, string>,
  error: {
    title: 'Không mở được trang này',
    notFound: 'Trang này không có, hoặc không thuộc việc được phân công cho bạn.',
    toHome: 'Về «Việc của tôi»',
    reload: 'Tải lại trang',
  },
  field: {
    ...common.field,
    out_of_range: 'Số này ngoài khoảng cho phép.',
    in_the_future: 'Ngày này chưa tới.',
    min_length: 'Nội dung này ngắn quá.',
    max_length: 'Nội dung này dài quá.',
  },
  refusals: {
    ...common.refusals,
    username_password_mismatch: 'Tên đăng nhập hoặc mật khẩu chưa đúng.',
    too_many_login_attempts: 'Có quá nhiều lần thử. Bạn chờ ít phút rồi đăng nhập lại.',
    slug_taken: 'Địa chỉ này đã có cuộc thi dùng. Bạn chọn địa chỉ khác.',
    bank_slug_taken: 'Địa chỉ này đã có ngân hàng dùng. Bạn chọn địa chỉ khác.',
    unit_unknown: 'Không tìm thấy đơn vị này trong danh mục.',
    bank_unknown: 'Không tìm thấy ngân hàng câu hỏi hoặc ma trận đề này của cơ quan.',
    privacy_notice_unknown: 'Không tìm thấy bản thông báo về dữ liệu cá nhân này.',
    contest_is_published: 'Cuộc thi đã công bố phải luôn có thông báo xử lý dữ liệu cá nhân.',
    contest_has_entries: 'Đã có người đăng ký theo danh mục đơn vị hiện tại, nên không đổi được nữa.',
    contest_is_kept: 'Cuộc thi đã công bố hoặc đã có người đăng ký, nên được giữ lại.',
    round_is_kept: 'Cuộc thi đã công bố hoặc đã có người đăng ký, nên các đợt thi được giữ lại.',
    contest_not_ready: 'Chưa công bố được vì còn thiếu những mục ghi ở trên.',
    terms_not_valid: 'Thể lệ có chỗ chưa dùng được. Bạn xem các mục được đánh dấu.',
    terms_too_early:
      'Bản thể lệ mới phải có hiệu lực từ lúc này trở đi và sau bản trước nó. Bạn chọn thời điểm muộn hơn.',
    change_note_missing: 'Cuộc thi đã công bố. Bạn ghi cho người dự thi biết điều gì thay đổi.',
    paper_part_is_fixed: ({ round }: Details) =>
      `Đợt ${round} đã chuẩn bị đề, nên phần về đề thi không đổi được nữa. Các phần khác vẫn đổi được.`,
    round_moments_out_of_order: ({ moment }: Details): string =>
      moment === 'opens_at'
        ? 'Giờ mở đợt thi đã qua. Bạn chọn giờ muộn hơn.'
        : moment === 'closes_at'
          ? 'Giờ đóng phải sau giờ mở.'
          : moment === 'results_at'
            ? 'Ngày công bố kết quả phải sau giờ đóng.'
            : 'Giờ tạm ẩn số liệu phải nằm trong thời gian của đợt thi.',
    rounds_overlap: ({ number }: Details) => `Thời gian này chồng lên đợt ${number}.`,
    round_has_opened: 'Đợt thi đã mở. Giờ giấc và nguồn câu hỏi giữ như đã báo cho người dự thi.',
    round_is_over: 'Đợt thi đã kết thúc, không gia hạn được nữa.',
    not_later: 'Giờ đóng mới phải muộn hơn giờ đóng hiện tại.',
    runs_into_next_round:
      'Giờ đóng mới lấn sang đợt sau. Bạn chọn giờ sớm hơn, hoặc dời giờ mở của đợt sau trước.',
    no_extension: 'Không có lần gia hạn nào đang chờ xác nhận.',
    papers_are_prepared: 'Đề của đợt này đã chuẩn bị xong, nên nguồn câu hỏi không đổi được nữa.',
    papers_do_not_fit: ({ questions }: Details) =>
      questions
        ? `Đề đã chuẩn bị có ${questions} câu mà căn cứ không có hiệu lực vào những ngày mới. Bạn sửa hoặc thôi dùng các câu đó rồi cho rút lại đề, hoặc chọn ngày khác.`
        : 'Vào ngày mới, một bản thể lệ khác quy định về đề. Bạn chọn ngày khác.',
    bank_missing: 'Đợt thi chưa chọn ngân hàng câu hỏi.',
    bank_too_small: 'Ngân hàng chưa đủ câu đã duyệt và còn căn cứ để ra đề.',
    questions_not_usable: 'Có câu trong bộ đề chưa duyệt hoặc căn cứ không còn hiệu lực trong đợt thi.',
    user_unknown: 'Không có tài khoản nào mang tên đăng nhập này.',
    has_entered: 'Người này đang dự thi nên không được phân công việc của ban tổ chức.',
    unit_not_in_contest: 'Đơn vị này nằm ngoài danh mục của cuộc thi.',
    last_manager: 'Đây là người quản lý cuối cùng của cơ quan. Bạn thêm người quản lý khác trước.',
    same_person: 'Việc này cần người thứ hai, không phải người đã đề xuất.',
  },
};

export type Organizer = typeof organizer;
