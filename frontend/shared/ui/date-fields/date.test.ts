import { expect, test } from 'vitest';

import { ageOn, partsOf, toDate } from './date.ts';

test('a date typed and shown again is the same date', () => {
  for (const date of ['2006-03-09', '1958-12-31', '2000-02-29']) expect(toDate(partsOf(date))).toBe(date);
});

test('a day that is in no calendar is no date', () => {
  const typed = [
    ['30', '2', '2001'],
    ['29', '2', '2001'],
    ['31', '4', '2001'],
    ['9', '13', '2001'],
    ['9', '3', '01'],
    ['x', '3', '2001'],
    ['9', '', '2001'],
  ];
  for (const [day = '', month = '', year = ''] of typed) expect(toDate({ day, month, year })).toBe('invalid');
  expect(toDate({ day: '', month: ' ', year: '' })).toBe('');
});

test('one is a year older from the birthday on', () => {
  expect(ageOn('2010-11-24', '2026-11-23')).toBe(15);
  expect(ageOn('2010-11-24', '2026-11-24')).toBe(16);
  expect(ageOn('2008-02-29', '2026-02-28')).toBe(17);
});
