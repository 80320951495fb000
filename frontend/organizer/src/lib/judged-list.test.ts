import { afterEach, expect, test, vi } from 'vitest';

import { refusing, serverSaying } from '#lib/api/server.fakes.ts';
import { JudgedList } from '#lib/judged-list.svelte.ts';
import { aBoard, aPlace } from '#lib/parts/judging.fakes.ts';

afterEach(() => vi.unstubAllGlobals());

const NO_FILTER = { q: '', division: '' };
const PATH = '/api/v1/judge/rounds/round-1/board/';
const DIVISIONS = [{ code: 'hoc-sinh', title: { vi: 'Học sinh' } }];
const ranks = (list: JudgedList) => list.board?.rows.map(({ rank }) => rank);

/** A server that answers when it is told to, and not before. */
function slowServer(): ((reply: unknown) => void)[] {
  const answers: ((reply: unknown) => void)[] = [];
  vi.stubGlobal(
    'fetch',
    () =>
      new Promise<Response>((resolve) =>
        answers.push((reply) => resolve(new Response(JSON.stringify(reply)))),
      ),
  );
  return answers;
}

test('the next page follows the rows that are there, under the same filter', async () => {
  const asked = serverSaying(
    [200, aBoard({ rows: [aPlace(1), aPlace(2)], after: '2' })],
    [200, aBoard({ rows: [aPlace(3)], after: null })],
  );
  const list = new JudgedList();
  await list.show('round-1', { q: 'tân tiến', division: 'hoc-sinh' });
  await list.more();
  expect(ranks(list)).toEqual([1, 2, 3]);
  expect(list.board?.after).toBeNull();
  const filter = 'q=t%C3%A2n+ti%E1%BA%BFn&division=hoc-sinh';
  expect(asked.map(({ path }) => path)).toEqual([`${PATH}?${filter}`, `${PATH}?${filter}&after=2`]);
});

test('the board of an earlier choice never replaces that of the later one', async () => {
  const answers = slowServer();
  const list = new JudgedList();
  const first = list.show('round-1', NO_FILTER);
  const second = list.show('round-2', NO_FILTER);
  answers[1]?.(aBoard({ round: 'round-2', rows: [aPlace(7)] }));
  await second;
  answers[0]?.(aBoard());
  await first;
  expect(ranks(list)).toEqual([7]);
  expect(list.loading).toBe(false);
});

test('a next page that comes late is not added to another board', async () => {
  const answers = slowServer();
  const list = new JudgedList();
  const first = list.show('round-1', NO_FILTER);
  answers[0]?.(aBoard({ after: '1' }));
  await first;
  const more = list.more();
  const filtered = list.show('round-1', { q: 'x', division: '' });
  answers[2]?.(aBoard({ rows: [aPlace(9)] }));
  await filtered;
  answers[1]?.(aBoard({ rows: [aPlace(2)] }));
  await more;
  expect(ranks(list)).toEqual([9]);
});

test('while another board of the round is read, its boards can still be chosen; those of another round cannot', async () => {
  const answers = slowServer();
  const list = new JudgedList();
  const first = list.show('round-1', NO_FILTER);
  answers[0]?.(aBoard({ divisions: DIVISIONS }));
  await first;
  void list.show('round-1', { q: '', division: 'hoc-sinh' });
  expect(list.board).toBeNull();
  expect(list.divisions).toEqual(DIVISIONS);
  void list.show('round-2', NO_FILTER);
  expect(list.divisions).toEqual([]);
});

test('what failed can be asked for again, and is told no longer once it is there', async () => {
  const asked = serverSaying(refusing('forbidden', 403), [200, aBoard()]);
  const list = new JudgedList();
  await list.show('round-1', { q: 'lan', division: '' });
  expect(list.problem?.code).toBe('forbidden');
  expect(list.loading).toBe(false);
  await list.again();
  expect(list.problem).toBeNull();
  expect(ranks(list)).toEqual([1]);
  expect(asked[1]?.path).toBe(asked[0]?.path);
});
