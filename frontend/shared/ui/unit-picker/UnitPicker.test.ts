import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';

import UnitPicker from './UnitPicker.svelte';
import type { UnitFound } from './unit.ts';

const units: UnitFound[] = [
  { id: '1', name: 'xã Tân Tiến', parent_name: 'tỉnh Hưng Yên' },
  { id: '2', name: 'xã Tân Tiến', parent_name: 'tỉnh Lạng Sơn' },
];

const show = (search: (query: string) => Promise<UnitFound[]>) =>
  render(UnitPicker, { props: { id: 'unit', label: 'Đơn vị', unit: null, search } });

test('two units of one name are told apart by what they belong to', async () => {
  show(() => Promise.resolve(units));
  await userEvent.type(screen.getByRole('combobox'), 'tan tien');
  const options = await screen.findAllByRole('option');
  expect(options.map((option) => option.textContent?.replace(/\s+/g, ' ').trim())).toEqual([
    'xã Tân Tiến tỉnh Hưng Yên',
    'xã Tân Tiến tỉnh Lạng Sơn',
  ]);
});

test('the list is used by keyboard alone: arrows go round, Enter chooses, Escape leaves', async () => {
  show(() => Promise.resolve(units));
  const input = screen.getByRole('combobox');
  await userEvent.type(input, 'tan');
  await screen.findAllByRole('option');
  await userEvent.keyboard('{ArrowUp}');
  expect(input.getAttribute('aria-activedescendant')).toBe('unit-option-1');
  await userEvent.keyboard('{ArrowDown}');
  expect(input.getAttribute('aria-activedescendant')).toBe('unit-option-0');
  await userEvent.keyboard('{Escape}');
  expect(input.getAttribute('aria-expanded')).toBe('false');
  await userEvent.type(input, ' ');
  await userEvent.keyboard('{ArrowDown}{Enter}');
  expect(screen.getByText('tỉnh Hưng Yên')).toBeTruthy();
  expect(screen.queryByRole('combobox')).toBeNull();
});

test('an answer to an earlier question never replaces the later one', async () => {
  const answers = new Map<string, (found: UnitFound[]) => void>();
  show((query) => new Promise((resolve) => answers.set(query, resolve)));
  const input = screen.getByRole('combobox');
  await userEvent.type(input, 'a');
  await vi.waitFor(() => expect(answers.has('a')).toBe(true));
  await userEvent.type(input, 'b');
  await vi.waitFor(() => expect(answers.has('ab')).toBe(true));
  answers.get('ab')?.([units[1] as UnitFound]);
  await screen.findByText('tỉnh Lạng Sơn');
  answers.get('a')?.([units[0] as UnitFound]);
  await Promise.resolve();
  expect(screen.queryByText('tỉnh Hưng Yên')).toBeNull();
});

test('nothing found and no network are told, each in its words', async () => {
  show((query) => (query === 'xyz' ? Promise.resolve([]) : Promise.reject(new Error('offline'))));
  await userEvent.type(screen.getByRole('combobox'), 'xyz');
  await screen.findByText(/Không tìm thấy đơn vị nào có tên gần với «xyz»/);
  await userEvent.type(screen.getByRole('combobox'), 'w');
  await screen.findByText(/Chưa tìm được/);
});

test('once the unit is given away the field is empty, ready for the next', async () => {
  const { rerender } = show(() => Promise.resolve(units));
  await userEvent.type(screen.getByRole('combobox'), 'tan tien');
  await userEvent.click((await screen.findAllByRole('option'))[0] as HTMLElement);
  await rerender({ unit: null });
  expect(screen.getByRole('combobox')).toHaveProperty('value', '');
  expect(screen.queryByRole('option')).toBeNull();
});
