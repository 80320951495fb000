const search = () => Promise.resolve([{ id: '1', name: 'xã Tân Tiến', parent_name: 'tỉnh Hưng Yên' }]);

export const examples = [
  { name: 'empty', props: { id: 'unit', label: 'Đơn vị', unit: null, search } },
  {
    name: 'chosen',
    props: {
      id: 'u',
      label: 'Đơn vị',
      unit: { id: '1', name: 'xã Tân Tiến', parent_name: 'tỉnh Hưng Yên' },
      search,
    },
  },
  { name: 'error', props: { id: 'e', label: 'Đơn vị', unit: null, error: 'Bạn chưa chọn đơn vị.', search } },
];
