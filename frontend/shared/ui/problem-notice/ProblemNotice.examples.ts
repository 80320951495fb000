export const examples = [
  { name: 'retry', props: { message: 'Máy đang không có mạng.', code: 'offline', onretry: () => undefined } },
];
