import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import type { JudgedAttempt } from '#lib/api/types.ts';
import AttemptView from '#lib/parts/AttemptView.svelte';
import { anAttempt } from '#lib/parts/judging.fakes.ts';

const shown = (change: Partial<JudgedAttempt> = {}) =>
  render(AttemptView, { props: { attempt: anAttempt(change), zone: 'Asia/Ho_Chi_Minh' } });

const STATES: [string, Partial<JudgedAttempt>, RegExp][] = [
  ['counts', {}, /^Được tính$/],
  ['was marked, and another one counts', { counts: false }, /^Đã chấm$/],
  ['waits for its marks', { counts: false, state: 'SUBMITTED', points: null }, /^Chờ chấm$/],
  [
    'was taken out by a ruling',
    { counts: false, voided_at: '2026-11-04T01:00:00Z' },
    /^Không tính, theo kết luận lúc 08:00/,
  ],
];

test.each(STATES)('an attempt that %s says so, and nothing else', (_, change, said) => {
  shown(change);
  expect(screen.getByText(said)).toBeTruthy();
  expect(screen.getAllByText(/^(Được tính|Đã chấm|Chờ chấm|Không tính.*)$/)).toHaveLength(1);
});

test('what was reached is told with how it came about', () => {
  shown({ correct_count: 18, prediction: 12_500, submitted_by: 'DEADLINE', late_answers: 2 });
  expect(screen.getByText('20 điểm')).toBeTruthy();
  expect(
    screen.getByText(
      '18/20 câu đúng · làm bài 2:00,000 · dự đoán 12.500 · hết giờ, tự nộp · 2 câu trả lời đến sau giờ, không tính',
    ),
  ).toBeTruthy();
});

test('what is not known yet is left out, and no mark is no zero', () => {
  const { container } = shown({ points: null, correct_count: null, duration_ms: null, submitted_at: null });
  expect(container.textContent).not.toMatch(/điểm|câu đúng|làm bài|null|→/);
});

test('a mark of zero is told', () => {
  shown({ points: 0, correct_count: 0 });
  expect(screen.getByText('0 điểm')).toBeTruthy();
  expect(screen.getByText(/^0\/20 câu đúng/)).toBeTruthy();
});

test('the moments are to the second, in the time of the contest', () => {
  shown();
  expect(screen.getByText(/08:00:00.*→.*08:02:00/)).toBeTruthy();
});
