export const examples = [
  { name: 'plain', props: {} },
  {
    name: 'contact',
    props: {
      contact: {
        controller: { vi: 'Sở Tư pháp' },
        address: 'Số 1, đường Chùa Chuông',
        phone: '0221 000 000',
        email: 'thi@example.vn',
        hotline: '1900 0000',
        hotline_hours: { vi: '7:30 đến 21:00 hằng ngày', en: '7:30 to 21:00 every day' },
        responsible: null,
      },
    },
  },
];
