import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';

import type { Bank, Question } from '#lib/api/types.ts';
import QuestionActions from '#lib/parts/QuestionActions.svelte';

afterEach(() => vi.unstubAllGlobals());

function shown(actions: string[], acts = ['WRITE_QUESTIONS'], author = 'me') {
  const question = {
    id: '1',
    status: 'DRAFT',
    author_id: author,
    versions: [{ kind: 'SINGLE_CHOICE', author_id: author }],
    events: actions.map((action) => ({ action })),
  } as unknown as Question;
  const deleted = vi.fn();
  const bank = { acts, me: 'me' } as unknown as Bank;
  render(QuestionActions, { props: { question, bank, editHref: '/', changed: vi.fn(), deleted } });
  return deleted;
}

const button = () => screen.queryByRole('button', { name: 'Xóa bản nháp' });

test('a draft is deleted by its author or a manager, unless it was approved once', () => {
  shown(['WRITTEN']);
  expect(button()).not.toBeNull();
  document.body.replaceChildren();
  shown(['WRITTEN'], ['WRITE_QUESTIONS'], 'somebody');
  expect(button()).toBeNull();
  shown(['WRITTEN', 'APPROVED', 'RETURNED']);
  expect(button()).toBeNull();
  shown(['WRITTEN'], ['WRITE_QUESTIONS', 'MANAGE_BODY'], 'somebody');
  expect(button()).not.toBeNull();
});

test('a draft goes after a yes; a refusal is said in the dialog, which stays', async () => {
  const replies = [
    new Response(JSON.stringify({ code: 'question_is_kept', details: {} }), { status: 409 }),
    new Response(null, { status: 204 }),
  ];
  vi.stubGlobal('fetch', () => Promise.resolve(replies.shift()));
  const deleted = shown(['WRITTEN']);
  await userEvent.click(button() as HTMLElement);
  const dialog = within(await screen.findByRole('dialog'));
  const yes = dialog.getByRole('button', { name: 'Xóa bản nháp' });
  await userEvent.click(yes);
  expect((await dialog.findByRole('alert')).textContent).toContain('nên được giữ lại');
  expect(deleted).not.toHaveBeenCalled();
  await userEvent.click(yes);
  await vi.waitFor(() => expect(deleted).toHaveBeenCalledOnce());
});
