export const examples = [
  { name: 'plain', props: { id: 'full_name', label: 'Họ và tên', value: '' } },
  {
    name: 'hint',
    props: { id: 'phone', label: 'Số điện thoại', hint: 'Để liên lạc khi có giải.', type: 'tel', value: '' },
  },
  { name: 'error', props: { id: 'pin', label: 'Mã PIN', error: 'Bạn chưa điền mục này.', value: '' } },
  { name: 'password', props: { id: 'password', label: 'Mật khẩu', type: 'password', value: 'abc' } },
  {
    name: 'optional',
    props: { id: 'email', label: 'Thư điện tử', type: 'email', optional: true, value: '' },
  },
  { name: 'lines', props: { id: 'text', label: 'Nội dung', lines: 4, value: '' } },
];
