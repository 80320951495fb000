/** Words around what a person is told in the account. */
export const notices = {
  title: 'Thông báo',
  none: 'Chưa có thông báo.',
};

export type Notices = typeof notices;
