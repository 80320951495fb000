import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { Problem } from 'shared/api/client.ts';
import { expect, test, vi } from 'vitest';

import type { Role } from '#lib/api/types.ts';
import RoleTable from '#lib/parts/RoleTable.svelte';

const aRole = (id: string, display_name: string, role: string): Role => ({
  id,
  username: id,
  display_name,
  role,
  granted_at: '2026-11-02T01:00:00Z',
});
const ROLES = [aRole('lan', 'Lan', 'JUDGE'), aRole('minh', '', 'ORGANISER')];

async function askToEnd(name: RegExp) {
  await userEvent.click(screen.getByRole('button', { name }));
  const dialog = within(screen.getByRole('dialog', { name: 'Thôi phân công' }));
  return { dialog, yes: dialog.getByRole('button', { name: 'Thôi phân công' }) };
}

test('who may only look is offered no end', () => {
  render(RoleTable, { props: { roles: ROLES } });
  expect(screen.getAllByRole('rowheader').map((cell) => cell.textContent?.trim())).toEqual([
    'Lan lan',
    'minh',
  ]);
  expect(screen.queryByRole('button')).toBeNull();
});

test('a role ends after a yes, and it is the one that was asked about', async () => {
  const end = vi.fn(() => Promise.resolve());
  render(RoleTable, { props: { roles: ROLES, end } });
  const { dialog, yes } = await askToEnd(/: minh, Người tổ chức$/);
  expect(dialog.getByText('Thôi phân công người tổ chức cho minh?')).toBeTruthy();
  expect(end).not.toHaveBeenCalled();
  await userEvent.click(yes);
  expect(end).toHaveBeenCalledExactlyOnceWith(ROLES[1]);
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('a role goes on after a no', async () => {
  const end = vi.fn(() => Promise.resolve());
  render(RoleTable, { props: { roles: ROLES, end } });
  const { dialog } = await askToEnd(/: Lan/);
  await userEvent.click(dialog.getByRole('button', { name: 'Thôi' }));
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(end).not.toHaveBeenCalled();
});

test('where an end is refused the dialog stays and says why, and is silent about it for another', async () => {
  const end = vi.fn(() => Promise.reject(new Problem('last_manager', 409)));
  render(RoleTable, { props: { roles: ROLES, end } });
  const { dialog, yes } = await askToEnd(/: Lan/);
  await userEvent.click(yes);
  expect((await dialog.findByRole('alert')).textContent).toContain('người quản lý cuối cùng');
  await userEvent.click(dialog.getByRole('button', { name: 'Thôi' }));
  const next = await askToEnd(/: minh/);
  expect(next.dialog.queryByRole('alert')).toBeNull();
});
