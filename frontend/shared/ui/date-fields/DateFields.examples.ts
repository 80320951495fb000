export const examples = [
  { name: 'empty', props: { id: 'birth_on', legend: 'Ngày sinh', value: '', hint: 'Ví dụ: 9 3 2006' } },
  { name: 'filled', props: { id: 'born', legend: 'Ngày sinh', value: '2006-03-09' } },
  {
    name: 'error',
    props: { id: 'b', legend: 'Ngày sinh', value: '', error: 'Ngày này không có trong lịch.' },
  },
];
