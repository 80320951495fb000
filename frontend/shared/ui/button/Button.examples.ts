import { createRawSnippet } from 'svelte';

const words = (text: string) => createRawSnippet(() => ({ render: () => `<span>${text}</span>` }));

export const examples = [
  { name: 'primary', props: { kind: 'primary', children: words('Vào thi') } },
  { name: 'secondary', props: { children: words('Xem bảng xếp hạng') } },
  { name: 'quiet', props: { kind: 'quiet', children: words('Để sau') } },
  { name: 'busy', props: { kind: 'primary', busy: true, children: words('Đang gửi') } },
  { name: 'link', props: { href: '/', children: words('Trang đầu') } },
];
