import { common } from './common.ts';

/** Words of every contestant page; what one page alone says lies beside this file. */
export const contestant = {
  ...common,
  nav: {
    account: 'Tài khoản',
    contest: 'Cuộc thi',
    board: 'Bảng xếp hạng',
    result: 'Kết quả của tôi',
    organiser: 'Vào trang Ban Tổ chức',
  },
  refusals: {
    ...common.refusals,
    not_entered: 'Bạn chưa đăng ký cuộc thi này.',
  },
};

export type Contestant = typeof contestant;
