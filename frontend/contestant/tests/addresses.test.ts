import { expect, test } from 'vitest';

import { account, nextOf } from '../src/lib/addresses.ts';

const nextIn = (next: string) => nextOf(new URLSearchParams({ tiep: next }));

test.each(['/cuoc-thi/a/dang-ky', '/thi/?round=1&attempt=2', '/', '/quan-ly/'])(
  '%s is a page of this site',
  (next) => {
    expect(nextIn(next)).toBe(next);
  },
);

test.each([
  '',
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '\t//evil.example',
  'javascript:alert(1)',
])('%j leads to the account', (next) => {
  expect(nextIn(next)).toBe(account);
  expect(new URL(nextIn(next), 'https://site.example').host).toBe('site.example');
});
