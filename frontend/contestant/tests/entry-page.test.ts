import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { Problem } from 'shared/api/client.ts';
import { beforeEach, expect, test, vi } from 'vitest';

import * as contests from '#lib/api/contests.ts';
import * as me from '#lib/api/me.ts';
import EntryForm from '#lib/entry/EntryForm.svelte';
import LockedEntry from '#lib/entry/LockedEntry.svelte';

import { aContest, aRound, anEntry } from './a-contest.ts';

vi.mock('#lib/api/me.ts');
vi.mock('#lib/api/contests.ts');

const onstored = vi.fn();

beforeEach(() => {
  vi.resetAllMocks();
  vi.mocked(contests.searchUnits).mockResolvedValue([
    { id: 'unit-1', name: 'Phường Phố Hiến', parent_name: 'Tỉnh Hưng Yên' },
  ]);
});

async function fill(year = '2001'): Promise<void> {
  const user = userEvent.setup();
  await user.type(screen.getByLabelText('Họ và tên'), 'Nguyễn Thị Lan');
  await user.type(screen.getByLabelText('Ngày'), '9');
  await user.type(screen.getByLabelText('Tháng'), '3');
  await user.type(screen.getByLabelText('Năm'), year);
  await user.type(screen.getByLabelText('Số điện thoại'), '0912 345 678');
  await user.type(screen.getByRole('combobox'), 'pho hien');
  await screen.findByRole('option', { name: /Phố Hiến/ });
  await user.keyboard('{ArrowDown}{Enter}');
  await user.click(screen.getByRole('checkbox', { name: /dùng thông tin trên/ }));
  await user.click(screen.getByRole('checkbox', { name: /chịu trách nhiệm/ }));
}

const send = (): Promise<void> => userEvent.click(screen.getByRole('button', { name: 'Đăng ký dự thi' }));

test('an entry goes out with what was typed and agreed to, nothing else', async () => {
  vi.mocked(me.enter).mockResolvedValue(anEntry());
  render(EntryForm, { props: { contest: aContest(), own: null, onstored } });
  await fill();
  await send();
  expect(me.enter).toHaveBeenCalledWith('thi', {
    full_name: 'Nguyễn Thị Lan',
    birth_on: '2001-03-09',
    phone: '0912345678',
    unit: 'unit-1',
    consents: ['TAKE_PART'],
    notice: 'notice-1',
    truthful: true,
  });
  expect(onstored).toHaveBeenCalledOnce();
});

test('an empty form is not sent: the summary takes focus and leads to each field', async () => {
  render(EntryForm, { props: { contest: aContest(), own: null, onstored } });
  await send();
  expect(me.enter).not.toHaveBeenCalled();
  const summary = screen.getByRole('alert');
  expect(document.activeElement).toBe(summary);
  const link = screen.getByRole('link', { name: 'Bạn chưa điền họ và tên.' });
  expect(document.querySelector(link.getAttribute('href') ?? '')).toBe(screen.getByLabelText('Họ và tên'));
});

test('a child is asked for a parent or guardian as soon as the birth date is there', async () => {
  render(EntryForm, { props: { contest: aContest(), own: null, onstored } });
  expect(screen.queryByText('Cha mẹ hoặc người trông nom')).toBeNull();
  await fill('2012');
  expect(screen.getByText('Cha mẹ hoặc người trông nom')).toBeTruthy();
});

test('a guardian that only the server wants is asked for, and sent', async () => {
  vi.mocked(me.enter)
    .mockRejectedValueOnce(new Problem('guardian_missing', 409))
    .mockResolvedValue(anEntry());
  render(EntryForm, { props: { contest: aContest(), own: null, onstored } });
  await fill();
  await send();
  await userEvent.type(await screen.findByLabelText(/^Họ tên cha/), 'Trần Văn Đức');
  await send();
  expect(me.enter).toHaveBeenLastCalledWith(
    'thi',
    expect.objectContaining({ guardian_name: 'Trần Văn Đức' }),
  );
});

test('a refusal of the server is told in words, with its code for the helpdesk', async () => {
  vi.mocked(me.enter).mockRejectedValue(new Problem('phone_used_too_often', 409));
  render(EntryForm, { props: { contest: aContest(), own: null, onstored } });
  await fill();
  await send();
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('Số điện thoại này đã có nhiều người dùng');
  expect(alert.textContent).toContain('phone_used_too_often');
  expect(onstored).not.toHaveBeenCalled();
});

test('fields that the server refuses are marked', async () => {
  const fields = { full_name: [{ code: 'max_length' }] };
  vi.mocked(me.enter).mockRejectedValue(new Problem('invalid', 400, {}, fields));
  render(EntryForm, { props: { contest: aContest(), own: null, onstored } });
  await fill();
  await send();
  await screen.findByRole('link', { name: 'Nội dung này dài quá.' });
  expect(screen.getByLabelText('Họ và tên').getAttribute('aria-invalid')).toBe('true');
});

test('a locked entry shows what was registered, why it stays and who can help, and no form', () => {
  const rounds = [aRound(1, 'CLOSED', { divisions: [{ code: 'A', title: { vi: 'Bảng học sinh' } }] })];
  const own = anEntry({
    locked: true,
    division: 'A',
    personal: {
      full_name: 'Nguyễn Thị Lan',
      birth_on: '2001-03-09',
      sex: null,
      phone: '0912345678',
      phone_owner: 'SELF',
      email: null,
      address: null,
      guardian_name: null,
      guardian_phone: null,
    },
  });
  render(LockedEntry, { props: { contest: aContest({ rounds }), own } });
  const facts = ['Nguyễn Thị Lan', '09/03/2001', '0912345678 (của tôi)', 'Phường Phố Hiến', 'Bảng học sinh'];
  for (const shown of facts) expect(screen.getByText(shown)).toBeTruthy();
  expect(screen.getByText(/không sửa được nữa/)).toBeTruthy();
  expect(screen.getByRole('link', { name: '1900 0000' }).getAttribute('href')).toBe('tel:19000000');
  expect(screen.queryByRole('textbox')).toBeNull();
});

test('an entry that was not recognised leads to the notice with the reason', () => {
  render(LockedEntry, { props: { contest: aContest(), own: { ...anEntry(), state: 'NOT_RECOGNISED' } } });
  expect(screen.getByText(/Lý do ghi ở mục Thông báo/)).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Xem thông báo' }).getAttribute('href')).toBe(
    '/tai-khoan#thong-bao',
  );
});

test('whose phone it is, where that is optional, is asked once a phone is typed', async () => {
  const terms = aContest().terms;
  const registration = [
    { field: 'phone' as const, need: 'OPTIONAL' as const },
    { field: 'phone_owner' as const, need: 'OPTIONAL' as const },
  ];
  const contest = aContest({ terms: terms && { ...terms, registration } });
  render(EntryForm, { props: { contest, own: null, onstored } });
  expect(screen.queryByText('Số điện thoại này là')).toBeNull();
  await userEvent.type(screen.getByLabelText(/^Số điện thoại/), '0912345678');
  expect(screen.getByText('Số điện thoại này là')).toBeTruthy();
});
