import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';

import type { Act, Contest, Round } from '#lib/api/types.ts';
import { atDesk } from '#lib/parts/desk.fakes.ts';

import Page from './+page.svelte';

function aRound(id: string, over: Partial<Round> = {}): Round {
  return {
    id,
    title: { vi: `Tuần ${id}` },
    opens_at: '2026-03-02T01:00:00Z',
    closes_at: '2026-03-09T01:00:00Z',
    paper_count: 0,
    extended_by_me: null,
    ...over,
  } as Round;
}

function shown(rounds: Round[], acts: Act[], state = 'DRAFT') {
  const contest: Partial<Contest> = { slug: 'luat', state, rounds, banks: [], time_zone: 'Asia/Ho_Chi_Minh' };
  render(atDesk(Page, acts, contest));
}

/** The words of the buttons that stand out. */
const primary = () =>
  screen
    .getAllByRole('button')
    .filter((button) => button.classList.contains('primary'))
    .map((button) => button.textContent.trim());

test('of all that rounds wait for, one is the primary action of the page', () => {
  shown([aRound('1', { paper_count: 20 }), aRound('2'), aRound('3')], ['PREPARE']);
  expect(primary()).toEqual(['Chuẩn bị đề']);
  expect(screen.getAllByRole('button', { name: 'Chuẩn bị đề' })).toHaveLength(2);
});

test('a second person confirms before anything else', () => {
  shown([aRound('1', { extended_by_me: false }), aRound('2')], ['PREPARE', 'EXTEND'], 'OPEN');
  expect(primary()).toEqual(['Xác nhận gia hạn']);
});

test('while a round is edited its form has the primary action, and the focus is given and given back', async () => {
  shown([aRound('1'), aRound('2')], ['PREPARE']);
  const [edit] = screen.getAllByRole('button', { name: 'Sửa' });
  await userEvent.click(edit as HTMLElement);
  expect(primary()).toEqual(['Lưu đợt thi']);
  expect(document.activeElement?.textContent).toBe('Sửa đợt «Tuần 1»');
  await userEvent.click(screen.getByRole('button', { name: 'Thôi' }));
  expect(document.activeElement?.textContent).toBe('Tuần 1');
  await userEvent.click(screen.getByRole('button', { name: 'Thêm đợt thi' }));
  expect(document.activeElement?.textContent).toBe('Đợt thi mới');
  await userEvent.click(screen.getByRole('button', { name: 'Thôi' }));
  expect(document.activeElement?.textContent).toBe('Đợt thi');
});
