import { expect, test, vi } from 'vitest';

import { UnitSearch } from './unit-search.svelte.ts';

const unit = { id: 'u-1', name: 'Xã Tân Tiến', parent_name: null };

test('a question given up says nothing any more, whether it was answered or failed', async () => {
  vi.useFakeTimers();
  let fail: (reason: Error) => void = () => undefined;
  const asked = vi.fn((query: string) =>
    query === 'xa' ? new Promise<never>((_, reject) => (fail = reject)) : Promise.resolve([unit]),
  );
  const search = new UnitSearch(asked);
  const type = (text: string) => {
    search.query = text;
    search.typed();
    return vi.runAllTimersAsync();
  };
  await type('xa');
  await type('tan tien');
  fail(new Error('lost'));
  await vi.runAllTimersAsync();
  expect([search.found, search.failed]).toEqual([[unit], false]);
  await type('xa');
  fail(new Error('lost'));
  await vi.runAllTimersAsync();
  expect(search.failed).toBe(true);
  search.clear();
  expect(search.failed).toBe(false);
  vi.useRealTimers();
});
