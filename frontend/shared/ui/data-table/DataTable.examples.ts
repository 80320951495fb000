import { createRawSnippet } from 'svelte';

const head = createRawSnippet(() => ({
  render: () => '<tr><th scope="col">Đơn vị</th><th scope="col" class="number">Người</th></tr>',
}));
const children = createRawSnippet(() => ({
  render: () => '<tr><th scope="row">xã Tân Tiến</th><td class="number">1.203</td></tr>',
}));

export const examples = [
  { name: 'plain', props: { caption: 'Đơn vị có nhiều người dự thi', head, children } },
  { name: 'dense', props: { caption: 'Đơn vị', captionShown: true, dense: true, head, children } },
];
