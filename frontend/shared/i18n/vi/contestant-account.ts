/** Words that only the account page has. */
export const account = {
  signedInAs: (name: string) => `Bạn đang đăng nhập với tên ${name}.`,
  myEntries: 'Cuộc thi tôi đã đăng ký',
  noEntries: 'Bạn chưa đăng ký cuộc thi nào.',
  entryLink: 'Thông tin đăng ký',
  notices: 'Thông báo',
  noNotices: 'Chưa có thông báo.',
  nextPerson: 'Người khác dự thi trên máy này',
  nextPersonHint:
    'Đăng xuất để người sau dùng tài khoản của mình. Câu trả lời chưa gửi của bạn vẫn được gửi đi dưới tên bạn.',
};

export type Account = typeof account;
