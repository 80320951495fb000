import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';

import { goto } from '$app/navigation';

import { refusing, serverSaying } from '#lib/api/server.fakes.ts';
import { aCase, anAttempt, anEntry } from '#lib/parts/judging.fakes.ts';
import NewCase from '#lib/parts/NewCase.svelte';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.mocked(goto).mockClear();
});

const ATTEMPTS = [anAttempt(), anAttempt({ id: 'attempt-2', ordinal: 2, counts: false })];

function shown() {
  render(NewCase, { props: { open: true, slug: 'tim-hieu-luat', entry: anEntry({ attempts: ATTEMPTS }) } });
  return within(screen.getByRole('dialog', { name: 'Ghi trường hợp cần xem xét' }));
}

const send = () => userEvent.click(screen.getByRole('button', { name: 'Ghi' }));
const write = (note: string) => userEvent.type(screen.getByLabelText('Nội dung'), note);

test('a case is about the whole person unless an attempt is named; the one that counts is marked', () => {
  const about = within(shown().getByLabelText('Về')).getAllByRole<HTMLOptionElement>('option');
  expect(about.map(({ value, label }) => [value, label])).toEqual([
    ['', 'Cả người dự thi'],
    ['attempt-1', 'Tuần 1, lượt 1, được tính'],
    ['attempt-2', 'Tuần 1, lượt 2'],
  ]);
});

test.each([
  ['the whole person', '', null],
  ['an attempt', 'attempt-2', 'attempt-2'],
])('a case about %s is opened as written, and shown', async (_, about, attempt) => {
  const asked = serverSaying([201, aCase({ id: 'case-7' })]);
  const dialog = shown();
  await userEvent.selectOptions(dialog.getByLabelText('Về'), about);
  await userEvent.selectOptions(dialog.getByLabelText('Dấu hiệu cần kiểm tra'), 'SHARED_CONTACT');
  await write(' Ba người một số máy. ');
  await send();
  await vi.waitFor(() =>
    expect(goto).toHaveBeenCalledWith('/quan-ly/cuoc-thi/tim-hieu-luat/truong-hop/case-7'),
  );
  expect(asked).toEqual([
    {
      method: 'POST',
      path: '/api/v1/judge/contests/tim-hieu-luat/cases/',
      body: { entry: 'ABCD2345', signal: 'SHARED_CONTACT', note: 'Ba người một số máy.', attempt },
    },
  ]);
});

test('a case says what was seen', async () => {
  const asked = serverSaying();
  shown();
  await write('  ');
  await send();
  expect(await screen.findByRole('link', { name: 'Bạn ghi nội dung.' })).toHaveProperty('hash', '#note');
  expect(asked).toEqual([]);
});

test('a refusal is told in words of the judges, and nobody is led away', async () => {
  serverSaying(refusing('attempt_not_of_entry'));
  const dialog = shown();
  await write('Ba người một số máy.');
  await send();
  const link = await dialog.findByRole('link', { name: /không phải của người dự thi đó/ });
  expect(link).toHaveProperty('hash', '#about');
  expect(goto).not.toHaveBeenCalled();
  expect(dialog.getByLabelText('Nội dung')).toHaveProperty('value', 'Ba người một số máy.');
});

test('a person who thinks better of it sends nothing', async () => {
  const asked = serverSaying();
  shown();
  await write('Ba người một số máy.');
  await userEvent.click(screen.getByRole('button', { name: 'Thôi' }));
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(asked).toEqual([]);
});
