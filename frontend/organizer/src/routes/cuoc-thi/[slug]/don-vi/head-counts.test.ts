import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';

import { refusing, serverSaying } from '#lib/api/server.fakes.ts';
import { atDesk } from '#lib/parts/desk.fakes.ts';

import Page from './+page.svelte';

afterEach(() => vi.unstubAllGlobals());

const UNIT = { id: 'unit-1', name: 'xã Tân Tiến', parent_name: 'tỉnh Hưng Yên' };
const COUNT = {
  unit: 'unit-1',
  unit_name: 'xã Tân Tiến',
  people: 5200,
  source: 'Công văn số 12',
  counted_on: '2026-02-03',
};

function shown() {
  const contest = {
    slug: 'tim-hieu-luat',
    unit_root: { value: 'unit-0', title: 'Toàn quốc' },
    published_at: null,
    time_zone: 'Asia/Ho_Chi_Minh',
  };
  render(atDesk(Page, ['PREPARE'], contest));
}

const save = () => userEvent.click(screen.getByRole('button', { name: 'Ghi' }));

async function fill() {
  await userEvent.type(screen.getByRole('combobox', { name: 'Đơn vị' }), 'tân tiến');
  await userEvent.click(await screen.findByRole('option'));
  await userEvent.type(screen.getByLabelText('Số người'), '5.200');
  await userEvent.type(screen.getByLabelText('Nguồn'), ' Công văn số 12 ');
  const day = screen.getByLabelText('Tính đến ngày');
  await userEvent.clear(day);
  await userEvent.type(day, '2026-02-03');
}

test('a head-count goes out as a number with its source, and is shown', async () => {
  const asked = serverSaying(
    [200, { head_counts: [] }],
    [200, { units: [UNIT] }],
    [201, { head_counts: [COUNT] }],
  );
  shown();
  await fill();
  await save();
  expect((await screen.findByRole('row', { name: /xã Tân Tiến/ })).textContent).toContain('5.200');
  expect(asked[2]).toEqual({
    method: 'POST',
    path: '/api/v1/organizer/contests/tim-hieu-luat/head-counts/',
    body: { unit: 'unit-1', people: 5200, source: 'Công văn số 12', counted_on: '2026-02-03' },
  });
});

test('what is no number is not sent', async () => {
  const asked = serverSaying([200, { head_counts: [] }], [200, { units: [UNIT] }]);
  shown();
  await fill();
  await userEvent.type(screen.getByLabelText('Số người'), ' người');
  await save();
  const [link] = within(await screen.findByRole('alert')).getAllByRole('link');
  expect(link).toHaveProperty('hash', '#people');
  expect(asked).toHaveLength(2);
});

test('a unit outside the contest is told at the unit', async () => {
  serverSaying([200, { head_counts: [] }], [200, { units: [UNIT] }], refusing('unit_not_in_contest'));
  shown();
  await fill();
  await save();
  const link = await screen.findByRole('link', { name: 'Đơn vị này nằm ngoài danh mục của cuộc thi.' });
  expect(link).toHaveProperty('hash', '#unit');
});
