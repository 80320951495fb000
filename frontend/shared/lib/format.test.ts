import { expect, test } from 'vitest';

import {
  calendarDate,
  clock,
  duration,
  exactClock,
  moment,
  momentToTheSecond,
  number,
  span,
  stamp,
} from './format.ts';

// Spaces that Intl puts in may be of several kinds; what counts is what people read.
test('a moment is told on the wall clock of the contest, not of the device', () => {
  expect(moment('2022-10-03T13:00:00.000Z', 'vi')).toBe('20:00, thứ Hai 03/10/2022');
  expect(moment('2022-10-02T17:30:00.000Z', 'vi')).toBe('00:30, thứ Hai 03/10/2022');
  expect(moment('2022-10-03T13:00:00.000Z', 'en')).toBe('20:00, Monday 3 October 2022');
  expect(momentToTheSecond('2022-10-09T13:00:05.900Z', 'vi')).toBe('20:00:05, Chủ nhật 09/10/2022');
  expect(stamp('2022-10-02T17:30:05.900Z')).toBe('00:30:05 03/10/2022');
});

test('numbers are grouped as each language groups them', () => {
  expect(number(10453, 'vi')).toBe('10.453');
  expect(number(10453, 'en')).toBe('10,453');
  expect(number(12.5, 'vi', 1)).toBe('12,5');
});

test('a clock never shows less than nothing and never loses a second', () => {
  expect(clock(-5)).toBe('0:00');
  expect(clock(761_999)).toBe('12:41');
  expect(clock(3_761_000)).toBe('1:02:41');
  expect(exactClock(761_305, 'vi')).toBe('12:41,305');
});

test('a span is told in its two largest units', () => {
  expect(span(3 * 86_400_000 + 4 * 3_600_000 + 59_000, 'vi')).toBe('3 ngày 4 giờ');
  expect(span(25 * 60_000, 'vi')).toBe('25 phút');
  expect(span(10, 'vi')).toBe('1 phút');
  expect(span(3_600_000, 'en')).toBe('1 hour');
});

test('a time limit is told to the second', () => {
  expect(duration(900, 'vi')).toBe('15 phút');
  expect(duration(90, 'vi')).toBe('1 phút 30 giây');
  expect(duration(45, 'vi')).toBe('45 giây');
  expect(duration(61, 'en')).toBe('1 minute 1 second');
});

test('a calendar date has no time zone', () => {
  expect(calendarDate('2006-03-09')).toBe('09/03/2006');
});
