import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';

import { refusing, serverSaying } from '#lib/api/server.fakes.ts';
import { aCase, anAttempt, anEntry } from '#lib/parts/judging.fakes.ts';
import ProposeRuling from '#lib/parts/ProposeRuling.svelte';

const REASONS = {
  VOID_ATTEMPT: ['IMPLAUSIBLE_TIME', 'INCIDENT'],
  NOT_RECOGNISE_ENTRY: ['FALSE_DATA'],
  RESTORE: ['NEW_EVIDENCE'],
  NO_ACTION: ['NOTHING_FOUND'],
};
const VOIDED = '2026-11-04T01:00:00Z';

afterEach(() => vi.unstubAllGlobals());

function shown({ one = aCase(), entry = anEntry() } = {}) {
  const changed = vi.fn();
  render(ProposeRuling, { props: { one, entry, reasons: REASONS, changed } });
  return changed;
}

const offered = () => screen.getAllByRole('radio').map((radio) => radio.getAttribute('value'));
const send = () => userEvent.click(screen.getByRole('button', { name: 'Chuyển người thứ hai xác nhận' }));
const choose = (ruling: string) => userEvent.click(screen.getByRole('radio', { name: new RegExp(ruling) }));

async function fill(ruling: string, reason: string, said: string) {
  await choose(ruling);
  await userEvent.selectOptions(screen.getByLabelText('Lý do'), reason);
  await userEvent.type(screen.getByLabelText('Căn cứ và lập luận'), said);
}

test.each([
  ['an attempt that counts', {}, ['VOID_ATTEMPT', 'NOT_RECOGNISE_ENTRY', 'NO_ACTION']],
  [
    'an attempt taken out before',
    { entry: anEntry({ attempts: [anAttempt({ voided_at: VOIDED, counts: false })] }) },
    ['NOT_RECOGNISE_ENTRY', 'RESTORE', 'NO_ACTION'],
  ],
  ['a whole person', { one: aCase({ attempt: null }) }, ['NOT_RECOGNISE_ENTRY', 'NO_ACTION']],
  [
    'a person not recognised',
    { one: aCase({ attempt: null }), entry: anEntry({ state: 'NOT_RECOGNISED' }) },
    ['RESTORE', 'NO_ACTION'],
  ],
  [
    'one attempt while another was taken out',
    { entry: anEntry({ attempts: [anAttempt(), anAttempt({ id: 'attempt-2', voided_at: VOIDED })] }) },
    ['VOID_ATTEMPT', 'NOT_RECOGNISE_ENTRY', 'NO_ACTION'],
  ],
])('about %s only what changes something is offered', (_, about, rulings) => {
  shown(about);
  expect(offered()).toEqual(rulings);
});

test('what follows is said at each ruling', () => {
  shown();
  const radio = screen.getByRole('radio', { name: /Không tính lượt thi này/ });
  expect(document.getElementById(radio.getAttribute('aria-describedby') ?? '')?.textContent).toContain(
    'thứ hạng tính lại',
  );
});

test('a proposal goes out as written, about this case, and is shown', async () => {
  const proposed = aCase({ state: 'PROPOSED' });
  const asked = serverSaying([200, proposed]);
  const changed = shown();
  await fill('Không tính lượt thi này', 'INCIDENT', '  Mất điện.  ');
  await send();
  await vi.waitFor(() => expect(changed).toHaveBeenCalledExactlyOnceWith(proposed));
  expect(asked).toEqual([
    {
      method: 'POST',
      path: '/api/v1/judge/cases/case-1/proposals/',
      body: { action: 'VOID_ATTEMPT', reason_code: 'INCIDENT', text: 'Mất điện.' },
    },
  ]);
});

test('the reasons are those of the ruling, and one of another ruling is not sent with it', async () => {
  const asked = serverSaying();
  shown();
  await fill('Không tính lượt thi này', 'INCIDENT', 'Mất điện.');
  await choose('Giữ nguyên');
  const reasons = within(screen.getByLabelText('Lý do')).getAllByRole('option');
  expect(reasons.map((option) => option.getAttribute('value'))).toEqual(['', 'NOTHING_FOUND']);
  await send();
  expect(await screen.findByRole('link', { name: 'Bạn chọn lý do.' })).toHaveProperty('hash', '#reason_code');
  expect(asked).toEqual([]);
});

test('nothing is sent while something is missing, and each place is named', async () => {
  const asked = serverSaying();
  const changed = shown();
  await userEvent.type(screen.getByLabelText('Căn cứ và lập luận'), '  ');
  await send();
  const missing = within(await screen.findByRole('alert')).getAllByRole('link');
  expect(missing.map((link) => link.getAttribute('href'))).toEqual(['#action', '#text']);
  expect(asked).toEqual([]);
  expect(changed).not.toHaveBeenCalled();
});

test.each([
  ['nothing_to_void', 'không nêu lượt thi nào còn được tính', '#action'],
  ['reason_does_not_fit', 'Lý do này không đi với kết luận', '#reason_code'],
])('a refusal is told in words of the judges where it belongs: %s', async (code, said, field) => {
  serverSaying(refusing(code));
  const changed = shown();
  await fill('Không tính lượt thi này', 'INCIDENT', 'Mất điện.');
  await send();
  expect(await screen.findByRole('link', { name: new RegExp(said) })).toHaveProperty('hash', field);
  expect(changed).not.toHaveBeenCalled();
  expect(screen.getByLabelText('Căn cứ và lập luận')).toHaveProperty('value', 'Mất điện.');
});
