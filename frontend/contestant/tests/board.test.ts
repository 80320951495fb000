import type { RankingKey } from 'shared/api/types.ts';
import { expect, test } from 'vitest';

import type { BoardRow } from '#lib/api/boards.ts';
import { addressOf, inRound, queryOf, roundOf } from '#lib/board/board-query.ts';
import { columnsOf, comparableKeys, exactCell, ownIndex } from '#lib/board/columns.ts';
import { Paged } from '#lib/board/paged.svelte.ts';

import { aRound } from './a-contest.ts';

const row = (rank: number, change: Partial<BoardRow> = {}): BoardRow => ({
  rank,
  name: `Người ${rank}`,
  unit: null,
  division: null,
  points: 100 - rank,
  correct_count: 10,
  duration_ms: 300_000 + rank,
  submitted_at: '2026-11-02T02:00:00.000Z',
  decided_by: 'POINTS',
  tied: false,
  ...change,
});

test('the address of a board brings back the same board', () => {
  const query = {
    round: 2,
    view: 'ca-nhan',
    division: 'A',
    unit: 'u-1',
    unitName: 'xã Tân Tiến',
    search: 'tân',
  } as const;
  expect(queryOf(new URLSearchParams(addressOf(query, {})))).toEqual(query);
  const units = queryOf(new URLSearchParams(addressOf(query, { view: 'don-vi' })));
  expect(units.view).toBe('don-vi');
});

test('a division is asked for only in a round that has it', () => {
  const query = queryOf(new URLSearchParams('bang=A&don-vi=u-1'));
  const round = { divisions: [{ code: 'A' }, { code: 'B' }] };
  expect(inRound(query, round)).toEqual(query);
  expect(inRound(query, { divisions: [{ code: 'B' }] })).toEqual({ ...query, division: '' });
});

test('without a wish the open round is shown, else the last that has begun', () => {
  const [first, second, third] = [aRound(1, 'CLOSED'), aRound(2, 'OPEN'), aRound(3, 'COMING')];
  expect(roundOf([first, second, third], null)).toBe(second);
  expect(roundOf([first, aRound(2, 'CLOSED'), third], null)?.number).toBe(2);
  expect(roundOf([first, second, third], 1)).toBe(first);
  expect(roundOf([third], null)).toBe(third);
});

test('my own row is found among people with the same name and points', () => {
  const own = row(3, { name: 'N.T.L.' });
  const rows = [
    row(1),
    row(3, { name: 'N.T.L.', duration_ms: 1 }),
    own,
    row(3, { name: 'N.T.L.', submitted_at: 'x' }),
  ];
  expect(ownIndex(rows, { ...own })).toBe(2);
  expect(ownIndex(rows, row(9))).toBe(-1);
  expect(ownIndex(rows, undefined)).toBe(-1);
});

test('a board shows only keys it has values for, and the deciding time to the millisecond', () => {
  expect(columnsOf(['POINTS', 'PREDICTION_DISTANCE', 'DURATION', 'SUBMIT_MOMENT'])).toEqual([
    'POINTS',
    'DURATION',
  ]);
  expect(exactCell('DURATION', row(1, { duration_ms: 320_264 }), 'vi', 'UTC')).toBe('5:20,264');
});

test('pages join in order; an answer that was overtaken is dropped', async () => {
  type Reply = { rows: number[]; after: string | null };
  const list = new Paged<number, Reply>();
  await list.begin((after) =>
    Promise.resolve(after ? { rows: [3, 4], after: null } : { rows: [1, 2], after: 'x' }),
  );
  await list.more();
  expect(list.rows).toEqual([1, 2, 3, 4]);

  let answerLate: (reply: Reply) => void = () => undefined;
  const late = list.begin(() => new Promise((resolve) => (answerLate = resolve)));
  await list.begin(() => Promise.resolve({ rows: [7], after: null }));
  answerLate({ rows: [9], after: null });
  await late;
  expect(list.rows).toEqual([7]);
  expect(list.loading).toBe(false);
});

test('two rows are compared down to the key that decided, though its value is not shown', () => {
  const keys: RankingKey[] = ['POINTS', 'PREDICTION_DISTANCE', 'DURATION', 'LOT'];
  expect(comparableKeys(keys, 'PREDICTION_DISTANCE')).toEqual(['POINTS', 'PREDICTION_DISTANCE', 'DURATION']);
  expect(comparableKeys(keys, 'DURATION')).toEqual(['POINTS', 'PREDICTION_DISTANCE', 'DURATION']);
  expect(comparableKeys(keys, 'POINTS')).toEqual(['POINTS', 'DURATION']);
  expect(comparableKeys(keys, null)).toEqual(keys);
});
