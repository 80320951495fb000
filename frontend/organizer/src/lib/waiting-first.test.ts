import { expect, test } from 'vitest';

import { waitingFirst } from './waiting-first.ts';

const NOW = Date.parse('2026-03-02T00:00:00Z');
const one = (slug: string, state: string, closes: string, cases = 0) => ({
  slug,
  state,
  open_cases: cases,
  waiting_proposals: 0,
  closes_at: closes,
});

test('what waits comes first, what is over last, and equals keep their order', () => {
  const contests = [
    one('over', 'OPEN', '2026-03-01T00:00:00Z'),
    one('runs', 'OPEN', '2026-04-01T00:00:00Z'),
    one('draft', 'DRAFT', '2026-05-01T00:00:00Z'),
    one('over-with-case', 'OPEN', '2026-03-01T00:00:00Z', 2),
    one('comes', 'OPEN', '2026-06-01T00:00:00Z'),
  ];
  expect(waitingFirst(contests, NOW).map(({ slug }) => slug)).toEqual([
    'draft',
    'over-with-case',
    'runs',
    'comes',
    'over',
  ]);
});
