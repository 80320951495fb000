export const examples = [
  { name: 'plain', props: {} },
  { name: 'part', props: { part: 'Ban Tổ chức' } },
];
