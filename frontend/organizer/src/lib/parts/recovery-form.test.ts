import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';

import { refusing, serverSaying } from '#lib/api/server.fakes.ts';
import RecoveryForm from '#lib/parts/RecoveryForm.svelte';

afterEach(() => vi.unstubAllGlobals());

const MADE = { pin: '123456789012', username: 'lan.nguyen', expires_at: '2026-11-02T01:30:00Z' };
const shown = () => render(RecoveryForm, { props: { slug: 'tim-hieu-luat', zone: 'Asia/Ho_Chi_Minh' } });
const give = () => userEvent.click(screen.getByRole('button', { name: 'Cấp mã' }));
const field = () => screen.getByRole('textbox');

test.each([
  ['Mã dự thi', { entry_number: 'ABCD2345' }],
  ['Tên đăng nhập', { username: 'ABCD2345' }],
])('a person is looked for by what was chosen: %s', async (by, body) => {
  const asked = serverSaying([201, MADE]);
  shown();
  await userEvent.click(screen.getByRole('radio', { name: by }));
  await userEvent.type(screen.getByLabelText(by, { selector: 'input[type=text]' }), ' ABCD2345 ');
  await give();
  await screen.findByRole('status');
  expect(asked).toEqual([
    { method: 'POST', path: '/api/v1/organizer/contests/tim-hieu-luat/recoveries/', body },
  ]);
});

test('the code is shown in groups that can be read aloud, with whose it is and until when', async () => {
  serverSaying([201, MADE]);
  shown();
  await userEvent.type(field(), 'ABCD2345');
  await give();
  const said = (await screen.findByRole('status')).textContent;
  expect(said).toContain('1234 5678 9012');
  expect(said).toContain('«lan.nguyen»');
  expect(said).toContain('08:30');
  expect(field()).toHaveProperty('value', '');
});

test.each([
  ['is refused', 'ABCD9999', refusing('entry_unknown')],
  ['is not sent', '  ', refusing('unknown')],
  ['is under way', 'ABCD9999', null],
])('the code of one person is gone when the next request %s', async (_, next, reply) => {
  serverSaying([201, MADE]);
  shown();
  await userEvent.type(field(), 'ABCD2345');
  await give();
  await screen.findByRole('status');
  if (reply) serverSaying(reply);
  else vi.stubGlobal('fetch', () => new Promise(() => undefined));
  await userEvent.type(field(), next);
  await give();
  await vi.waitFor(() => expect(screen.queryByRole('status')).toBeNull());
  expect(document.body.textContent).not.toContain('1234 5678');
});

test.each([
  ['entry_unknown', 'Không tìm thấy người này trong cuộc thi.'],
  ['account_has_roles', 'không lấy lại tài khoản bằng mã'],
])('a refusal is told at the field, which keeps what was typed: %s', async (code, said) => {
  serverSaying(refusing(code));
  shown();
  await userEvent.type(field(), 'ABCD9999');
  await give();
  const link = await screen.findByRole('link', { name: new RegExp(said) });
  expect(document.getElementById(link.getAttribute('href')?.slice(1) ?? '')).toBe(field());
  expect(field()).toHaveProperty('value', 'ABCD9999');
});

test('nobody is asked for by nothing', async () => {
  const asked = serverSaying();
  shown();
  await userEvent.type(field(), '  ');
  await give();
  expect(await screen.findByRole('link', { name: 'Bạn chưa điền mục này.' })).toHaveProperty('hash', '#who');
  expect(asked).toEqual([]);
});
