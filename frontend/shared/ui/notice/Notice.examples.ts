import { createRawSnippet } from 'svelte';

const children = createRawSnippet(() => ({ render: () => '<p>Câu trả lời vẫn giữ trên máy.</p>' }));

export const examples = (['note', 'saved', 'waiting', 'error'] as const).map((kind) => ({
  name: kind,
  props: { kind, title: 'Chưa gửi được câu 7', children },
}));
