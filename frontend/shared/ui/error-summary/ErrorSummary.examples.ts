export const examples = [
  {
    name: 'fields',
    props: { errors: { full_name: 'Bạn chưa điền họ và tên.', unit: 'Bạn chưa chọn đơn vị.' } },
  },
  { name: 'message', props: { errors: {}, message: 'Đợt đăng ký đã kết thúc.', code: 'entry_is_closed' } },
];
