export const examples = [
  {
    name: 'two',
    props: {
      label: 'Bảng xếp hạng',
      tabs: [
        { href: '?xem=ca-nhan', label: 'Cá nhân', current: true },
        { href: '?xem=don-vi', label: 'Đơn vị', current: false },
      ],
    },
  },
];
