import { createRawSnippet } from 'svelte';

const children = createRawSnippet(() => ({ render: () => '<span>Tôi đồng ý dự thi</span>' }));

export const examples = [
  { name: 'plain', props: { id: 'take_part', checked: false, children } },
  { name: 'hint', props: { id: 'publish', checked: true, hint: 'Bạn rút lại lúc nào cũng được.', children } },
  { name: 'error', props: { id: 'reuse', checked: false, error: 'Cần đồng ý mục này để dự thi.', children } },
];
