import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';

import { refusing, serverSaying } from '#lib/api/server.fakes.ts';
import ConfirmRuling from '#lib/parts/ConfirmRuling.svelte';
import { aCase, aRuling } from '#lib/parts/judging.fakes.ts';

afterEach(() => vi.unstubAllGlobals());

function shown() {
  const changed = vi.fn();
  render(ConfirmRuling, {
    props: { caseId: 'case-1', ruling: aRuling(), at: (instant: string) => `[${instant}]`, changed },
  });
  return changed;
}

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));
const write = (said: string) => userEvent.type(screen.getByLabelText('Ý kiến của bạn'), said);
const BUTTONS = [
  ['Xác nhận, cho có hiệu lực', true],
  ['Không đồng ý, xem xét lại', false],
] as const;

test('the second person reads what is proposed, by whom, why and what follows', () => {
  shown();
  for (const said of [
    'Không tính lượt thi này',
    'Thời gian làm bài không thể có',
    'Hai mươi câu trong tám giây.',
    'Lan đề xuất lúc [2026-11-03T01:00:00Z]',
    /thứ hạng tính lại từ các lượt còn lại/,
  ]) {
    expect(screen.getByText(said)).toBeTruthy();
  }
});

test.each(BUTTONS)('«%s» says so to the server of this very proposal', async (button, confirm) => {
  const settled = aCase({ state: 'SETTLED' });
  const asked = serverSaying([200, settled]);
  const changed = shown();
  await write(' Đã đối chiếu. ');
  await press(button);
  await vi.waitFor(() => expect(changed).toHaveBeenCalledExactlyOnceWith(settled));
  expect(asked).toEqual([
    {
      method: 'POST',
      path: '/api/v1/judge/cases/case-1/confirmation/',
      body: { ruling: 'ruling-1', confirm, text: 'Đã đối chiếu.' },
    },
  ]);
});

test.each(BUTTONS)('«%s» wants an opinion', async (button) => {
  const asked = serverSaying();
  shown();
  await write('   ');
  await press(button);
  const link = await screen.findByRole('link', { name: 'Bạn ghi ý kiến của mình.' });
  expect(link).toHaveProperty('hash', '#decision_text');
  expect(asked).toEqual([]);
});

test.each([
  ['no_proposal', 'Đề xuất này không còn chờ'],
  ['same_person', 'Việc này cần người thứ hai'],
])('a refusal is told, and the opinion stays: %s', async (code, said) => {
  serverSaying(refusing(code));
  const changed = shown();
  await write('Đã đối chiếu.');
  await press('Xác nhận, cho có hiệu lực');
  expect((await screen.findByRole('alert')).textContent).toContain(said);
  expect(changed).not.toHaveBeenCalled();
  expect(screen.getByLabelText('Ý kiến của bạn')).toHaveProperty('value', 'Đã đối chiếu.');
});

test('while one word is under way no other can be given', async () => {
  const asked: unknown[] = [];
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path);
    return new Promise(() => undefined);
  });
  shown();
  await write('Đã đối chiếu.');
  await press('Xác nhận, cho có hiệu lực');
  for (const [name] of BUTTONS) expect(screen.getByRole('button', { name })).toHaveProperty('disabled', true);
  expect(asked).toHaveLength(1);
});
