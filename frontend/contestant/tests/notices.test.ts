import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { Problem } from 'shared/api/client.ts';
import { beforeEach, expect, test, vi } from 'vitest';

import * as api from '#lib/api/notices.ts';
import Notices from '#lib/account/Notices.svelte';

vi.mock('#lib/api/notices.ts');

beforeEach(() => {
  vi.resetAllMocks();
});

const told: api.MyNotice = {
  id: '1',
  at: '2026-11-02T02:00:00.000Z',
  subject: 'Thông báo về lượt thi của Ông/Bà',
  text: 'Không tính lượt thi thứ 2.\nLý do: người khác làm bài thay.',
  contest: { slug: 'thi', title: { vi: 'Thi' } },
};

test('a notice is under the heading that letters name, with its words, its moment and its contest', async () => {
  vi.mocked(api.listMyNotices).mockResolvedValue([told]);
  render(Notices);
  const place = within(screen.getByRole('region', { name: 'Thông báo' }));
  await place.findByRole('heading', { name: told.subject });
  place.getByText(/Lý do: người khác làm bài thay/);
  expect(place.getByRole('time').getAttribute('datetime')).toBe(told.at);
  expect(place.getByRole('link', { name: 'Thi' }).getAttribute('href')).toBe('/cuoc-thi/thi');
});

test('who was told nothing reads so', async () => {
  vi.mocked(api.listMyNotices).mockResolvedValue([]);
  render(Notices);
  await screen.findByText('Chưa có thông báo.');
});

test('notices that could not be read are not said to be none, and can be asked for again', async () => {
  vi.mocked(api.listMyNotices).mockRejectedValueOnce(new Problem('no_answer')).mockResolvedValue([told]);
  render(Notices);
  const again = await screen.findByRole('button');
  expect(screen.queryByText('Chưa có thông báo.')).toBeNull();
  await userEvent.click(again);
  await screen.findByRole('heading', { name: told.subject });
});
