import { people } from './contestant-people.ts';

/** Words that only the pages of the account have. */
export const account = {
  signedInAs: (name: string) => `Bạn đang đăng nhập với tên ${name}.`,
  myEntries: 'Cuộc thi tôi đã đăng ký',
  noEntries: 'Bạn chưa đăng ký cuộc thi nào.',
  entryLink: 'Thông tin đăng ký',
  notices: 'Thông báo',
  noNotices: 'Chưa có thông báo.',
  settings: 'Mật khẩu và thư điện tử',
  nextPerson: 'Người khác dự thi trên máy này',
  nextPersonHint:
    'Đăng xuất để người sau dùng tài khoản của mình. Câu trả lời chưa gửi của bạn vẫn được gửi đi dưới tên bạn.',
  toAccount: 'Về trang Tài khoản',
  password: {
    title: 'Đổi mật khẩu',
    intro:
      'Đổi xong, bạn vẫn đăng nhập trên máy này. Những máy khác đang dùng tài khoản này phải đăng nhập lại bằng mật khẩu mới. Câu trả lời đã lưu của bài đang làm vẫn được giữ nguyên.',
    current: 'Mật khẩu hiện tại',
    currentMissing: 'Bạn chưa điền mật khẩu hiện tại.',
    newMissing: 'Bạn chưa điền mật khẩu mới.',
    busy: 'Đang lưu mật khẩu',
    done: 'Mật khẩu mới đã được lưu. Những máy khác phải đăng nhập lại bằng mật khẩu này.',
  },
  mail: {
    title: 'Thư điện tử nhận thông báo',
    intro:
      'Không bắt buộc: thông báo nào cũng có ở trang Tài khoản. Nếu bạn cho địa chỉ thư, thông báo còn được gửi tới đó.',
    proven: (address: string) => `Thông báo đang được gửi tới ${address}.`,
    pending: (address: string) => `Địa chỉ ${address} đang chờ bạn xác nhận.`,
    pendingHow:
      'Chúng tôi gửi một bức thư tới địa chỉ này. Trong vòng 3 ngày, bạn mở thư và bấm vào đường dẫn trong đó. Khi chưa xác nhận, không có thông báo nào được gửi tới địa chỉ này.',
    again: 'Gửi lại thư',
    sentAgain: 'Đã gửi lại thư. Nếu chưa thấy, bạn tìm cả trong hộp thư rác.',
    remove: 'Bỏ địa chỉ này',
    removed: 'Đã bỏ địa chỉ.',
    give: 'Thêm địa chỉ',
    change: 'Đổi địa chỉ',
    address: 'Địa chỉ thư',
    newAddress: 'Địa chỉ thư mới',
    missing: 'Bạn chưa điền địa chỉ thư.',
    busy: 'Đang gửi thư xác nhận',
  },
  proof: {
    title: 'Xác nhận địa chỉ thư điện tử',
    intro: 'Bạn bấm «Xác nhận» nếu muốn nhận thông báo về các cuộc thi tại địa chỉ thư này.',
    confirm: 'Xác nhận',
    done: 'Đã xác nhận. Từ nay thông báo được gửi đến địa chỉ thư này.',
    expired:
      'Đường dẫn này đã dùng rồi hoặc đã hết hạn. Nếu chưa xác nhận, bạn mở thư mới nhất chúng tôi đã gửi.',
  },
  refusals: {
    ...people.refusals,
    letter_just_sent: 'Thư vừa được gửi. Bạn chờ vài phút, nếu vẫn chưa thấy thì bấm gửi lại.',
  },
  field: {
    ...people.field,
    enter_current_password: 'Mật khẩu hiện tại chưa đúng.',
    duplicate_email: 'Địa chỉ này đã có trong tài khoản của bạn.',
    unknown_email: 'Địa chỉ này không còn trong tài khoản của bạn.',
  },
};

export type Account = typeof account;
