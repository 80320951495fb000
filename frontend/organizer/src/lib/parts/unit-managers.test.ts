import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';

import { refusing, serverSaying } from '#lib/api/server.fakes.ts';
import type { UnitManager } from '#lib/api/types.ts';
import { atDesk } from '#lib/parts/desk.fakes.ts';
import UnitManagers from '#lib/parts/UnitManagers.svelte';

afterEach(() => vi.unstubAllGlobals());

const ROOT = '/api/v1/organizer/contests/tim-hieu-luat/unit-managers/';
const UNIT = { id: 'unit-1', name: 'xã Tân Tiến', parent_name: 'tỉnh Hưng Yên' };
const LAN = {
  id: 'charge-1',
  username: 'lan',
  display_name: 'Lan',
  unit: 'unit-1',
  unit_name: 'xã Tân Tiến',
};
const MINH = {
  id: 'charge-2',
  username: 'minh',
  display_name: '',
  unit: 'unit-2',
  unit_name: 'xã Bình Minh',
};
const charges = (...rows: object[]): { managers: UnitManager[] } => ({
  managers: rows.map((row) => ({ ...row, granted_at: '2026-11-02T01:00:00Z' }) as UnitManager),
});

function shown({ mayGrant = true, published = true } = {}) {
  const contest = { slug: 'tim-hieu-luat', published_at: published ? '2026-11-01T01:00:00Z' : null };
  render(atDesk(UnitManagers, mayGrant ? ['GRANT_ROLES'] : [], contest));
}

const rows = async () =>
  (await screen.findAllByRole('rowheader')).map((cell) => cell.textContent?.replace(/\s+/g, ' ').trim());
const give = () => userEvent.click(screen.getByRole('button', { name: 'Giao phụ trách' }));
const write = (name: string) => userEvent.type(screen.getByLabelText('Tên đăng nhập'), name);

async function chooseUnit() {
  await userEvent.type(screen.getByRole('combobox', { name: 'Đơn vị' }), 'tân tiến');
  await userEvent.click(await screen.findByRole('option'));
}

/** The dialog that asks before the charge of a person ends. */
async function askToEnd(name: RegExp) {
  await userEvent.click(await screen.findByRole('button', { name }));
  return within(screen.getByRole('dialog', { name: 'Thôi phụ trách' }));
}

test('who may not grant reads the list and changes nothing', async () => {
  serverSaying([200, charges(LAN, MINH)]);
  shown({ mayGrant: false });
  expect(await rows()).toEqual(['Lan lan', 'minh']);
  expect(screen.getAllByRole('columnheader')).toHaveLength(3);
  expect(screen.queryByRole('button')).toBeNull();
  expect(screen.queryByRole('textbox')).toBeNull();
});

test.each([
  [
    'a published contest among its own units',
    true,
    '/api/v1/units/?q=t%C3%A2n+ti%E1%BA%BFn&contest=tim-hieu-luat',
  ],
  ['a draft among all units', false, '/api/v1/units/?q=t%C3%A2n+ti%E1%BA%BFn'],
])('the charge is given for a unit found for %s', async (_, published, path) => {
  const asked = serverSaying([200, charges()], [200, { units: [UNIT] }], [201, charges(LAN)]);
  shown({ published });
  await screen.findByText('Chưa có ai phụ trách đơn vị nào.');
  await write(' lan ');
  await chooseUnit();
  await give();
  expect(await rows()).toEqual(['Lan lan']);
  expect(asked.slice(1)).toEqual([
    { method: 'GET', path, body: undefined },
    { method: 'POST', path: ROOT, body: { username: 'lan', unit: 'unit-1' } },
  ]);
  expect(screen.getByLabelText('Tên đăng nhập')).toHaveProperty('value', '');
  expect(screen.getByRole('combobox', { name: 'Đơn vị' })).toHaveProperty('value', '');
});

test('a charge names a person and a unit', async () => {
  const asked = serverSaying([200, charges()]);
  shown();
  await write('  ');
  await give();
  const missing = within(await screen.findByRole('alert')).getAllByRole('link');
  expect(missing.map((link) => link.getAttribute('href'))).toEqual(['#manager_username', '#unit']);
  expect(asked).toHaveLength(1);
});

test.each([
  ['user_unknown', '#manager_username'],
  ['unit_not_in_contest', '#unit'],
])('a refusal is told at what it is about, and both stay as they were: %s', async (code, field) => {
  serverSaying([200, charges()], [200, { units: [UNIT] }], refusing(code));
  shown();
  await write('lan');
  await chooseUnit();
  await give();
  const [link] = within(await screen.findByRole('alert')).getAllByRole('link');
  expect(link).toHaveProperty('hash', field);
  expect(screen.getByLabelText('Tên đăng nhập')).toHaveProperty('value', 'lan');
  expect(screen.getByText('xã Tân Tiến')).toBeTruthy();
});

test('a charge ends after a yes, and it is the one that was asked about', async () => {
  const asked = serverSaying([200, charges(LAN, MINH)], [200, charges(LAN)]);
  shown();
  const dialog = await askToEnd(/: minh, xã Bình Minh$/);
  expect(dialog.getByText('minh thôi phụ trách xã Bình Minh?')).toBeTruthy();
  expect(asked).toHaveLength(1);
  await userEvent.click(dialog.getByRole('button', { name: 'Thôi phụ trách' }));
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(asked[1]).toEqual({ method: 'DELETE', path: `${ROOT}charge-2/`, body: undefined });
  expect(await rows()).toEqual(['Lan lan']);
});

test('a charge goes on after a no', async () => {
  const asked = serverSaying([200, charges(LAN)]);
  shown();
  const dialog = await askToEnd(/: Lan, xã Tân Tiến$/);
  await userEvent.click(dialog.getByRole('button', { name: 'Thôi' }));
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(asked).toHaveLength(1);
  expect(await rows()).toEqual(['Lan lan']);
});

test('where an end is refused the dialog says so, and forgets it when it is opened for another', async () => {
  serverSaying([200, charges(LAN, MINH)], refusing('forbidden', 403));
  shown();
  const dialog = await askToEnd(/: Lan/);
  await userEvent.click(dialog.getByRole('button', { name: 'Thôi phụ trách' }));
  expect((await dialog.findByRole('alert')).textContent).toContain('không có quyền');
  expect(await rows()).toEqual(['Lan lan', 'minh']);
  await userEvent.click(dialog.getByRole('button', { name: 'Thôi' }));
  expect((await askToEnd(/: minh/)).queryByRole('alert')).toBeNull();
});
