import { expect, test } from 'vitest';

import { timelineOf } from './timeline.ts';

test('a timeline does not depend on the order of the questions', () => {
  const one = timelineOf([5_000, null, 60_000, 12_000]);
  expect(one).toEqual({ first: 5_000, last: 60_000, longestGap: 48_000, answered: 3 });
  expect(timelineOf([60_000, 12_000, 5_000, null])).toEqual(one);
});

test('an attempt without any answer has none', () => {
  expect(timelineOf([null, null])).toBeNull();
  expect(timelineOf([])).toBeNull();
});
