import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { createRawSnippet } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';

import { refusing, serverSaying } from '#lib/api/server.fakes.ts';
import type { OwnUnit, UnitBoard } from '#lib/api/types.ts';
import OwnUnits from '#lib/parts/OwnUnits.svelte';

afterEach(() => vi.unstubAllGlobals());

const aRound = (number: number) => ({
  id: `round-${number}`,
  title: { vi: `Tuần ${number}` },
  contest: 'tim-hieu-luat',
  contest_title: { vi: 'Tìm hiểu luật' },
});
const aUnit = (...rounds: OwnUnit['rounds']): OwnUnit => ({
  id: 'unit-1',
  name: 'tỉnh Hưng Yên',
  body: { vi: 'Sở Tư pháp' },
  rounds,
});
const aRow = (name: string, people: number, head_count: number | null, rate_percent: number | null) => ({
  unit: { id: name, name },
  people,
  attempts: 2 * people,
  head_count,
  rate_percent,
});
const aBoard = (change: object = {}) =>
  ({
    status: 'LIVE',
    as_of: '2026-11-02T01:00:00Z',
    rows: [],
    after: null,
    ...change,
  }) as unknown as UnitBoard;

const otherwise = createRawSnippet(() => ({ render: () => '<p>Không phụ trách đơn vị nào</p>' }));
const shown = () => render(OwnUnits, { props: { otherwise } });
const cells = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => [...(row as HTMLTableRowElement).cells].map((cell) => cell.textContent));

test.each([
  ['has charge of no unit', [200, { units: [] }] as const],
  ['cannot be told', refusing('forbidden', 403)],
])('who %s sees what there is otherwise', async (_, reply) => {
  serverSaying([...reply]);
  shown();
  expect(await screen.findByText('Không phụ trách đơn vị nào')).toBeTruthy();
});

test('a unit without rounds asks for no counts', async () => {
  const asked = serverSaying([200, { units: [aUnit()] }]);
  shown();
  expect(await screen.findByText('Chưa có đợt thi nào mở cho đơn vị này.')).toBeTruthy();
  expect(asked).toHaveLength(1);
});

test('counts are shown as they are, and one nobody knows is no zero', async () => {
  const rows = [aRow('xã Tân Tiến', 1250, 5000, 12.5), aRow('xã Bình Minh', 0, null, null)];
  serverSaying([200, { units: [aUnit(aRound(1))] }], [200, aBoard({ rows })]);
  shown();
  await screen.findByRole('table');
  expect(cells()).toEqual([
    ['xã Tân Tiến', '1.250', '2.500', '5.000', '12,5%'],
    ['xã Bình Minh', '0', '0', '–', '–'],
  ]);
});

test('the next page follows the rows that are there', async () => {
  const asked = serverSaying(
    [200, { units: [aUnit(aRound(1))] }],
    [200, aBoard({ rows: [aRow('xã A', 3, null, null)], after: 'x' })],
    [200, aBoard({ rows: [aRow('xã B', 2, null, null)] })],
  );
  shown();
  await userEvent.click(await screen.findByRole('button', { name: 'Xem tiếp' }));
  await screen.findByText('xã B');
  expect(cells().map(([name]) => name)).toEqual(['xã A', 'xã B']);
  expect(asked[2]?.path).toBe('/api/v1/me/units/unit-1/rounds/round-1/?after=x');
  expect(screen.queryByRole('button', { name: 'Xem tiếp' })).toBeNull();
});

test('each round has its own counts, and none of another round stay meanwhile', async () => {
  const asked = serverSaying(
    [200, { units: [aUnit(aRound(2), aRound(1))] }],
    [200, aBoard({ rows: [aRow('xã A', 3, null, null)] })],
  );
  shown();
  await screen.findByText('xã A');
  vi.stubGlobal('fetch', (path: string) => {
    asked.push({ method: 'GET', path, body: undefined });
    return new Promise(() => undefined);
  });
  await userEvent.selectOptions(screen.getByLabelText('Đợt thi'), 'Tuần 1, Tìm hiểu luật');
  await vi.waitFor(() => expect(screen.queryByText('xã A')).toBeNull());
  expect(asked.slice(1).map(({ path }) => path)).toEqual([
    '/api/v1/me/units/unit-1/rounds/round-2/',
    '/api/v1/me/units/unit-1/rounds/round-1/',
  ]);
});

test.each([
  ['LIVE', 'Số liệu lúc 08:00', true],
  ['FROZEN', 'Số liệu tạm dừng từ 08:00', true],
  ['HIDDEN', 'Số liệu đợt này hiện không công khai.', false],
])('it is said how far the counts can be relied on: %s', async (status, said, isEmpty) => {
  serverSaying([200, { units: [aUnit(aRound(1))] }], [200, aBoard({ status })]);
  shown();
  expect(await screen.findByText(new RegExp(said))).toBeTruthy();
  expect(screen.queryByText('Chưa có ai của đơn vị dự thi đợt này.') !== null).toBe(isEmpty);
});
