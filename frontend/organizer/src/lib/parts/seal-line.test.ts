import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import type { AuditChain } from '#lib/api/types.ts';
import SealLine from '#lib/parts/SealLine.svelte';

const shown = (change: Partial<AuditChain> = {}) => {
  const chain: AuditChain = {
    seals: 3,
    sealed: 1250,
    sealed_at: '2026-11-02T01:00:00Z',
    waiting: 0,
    broken: null,
    digest: 'ab12',
    ...change,
  };
  render(SealLine, { props: { chain, zone: 'Asia/Ho_Chi_Minh' } });
};

test('a record that fits its seals says so, with the digest to keep', () => {
  shown();
  expect(screen.getByText('Nhật ký còn nguyên')).toBeTruthy();
  expect(screen.getByText(/^1\.250 việc đã niêm phong, lần cuối lúc 08:00/)).toBeTruthy();
  expect(screen.getByText('ab12')).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a record that was tampered with is never called whole, and from where on is said at once', () => {
  shown({ broken: 2 });
  expect(screen.queryByText('Nhật ký còn nguyên')).toBeNull();
  expect(screen.getByText('Nhật ký không còn nguyên')).toBeTruthy();
  expect(screen.getByRole('alert').textContent).toContain('Từ lần niêm phong thứ 2');
});

test('a record without seals is not called whole, and says what waits', () => {
  shown({ seals: 0, sealed: 0, sealed_at: null, digest: '', waiting: 4 });
  expect(screen.getByText('Chưa niêm phong')).toBeTruthy();
  expect(screen.getByText(/^4 việc mới được niêm phong/)).toBeTruthy();
  expect(screen.queryByText('Nhật ký còn nguyên')).toBeNull();
});
