import { Problem } from 'shared/api/client.ts';
import { tick } from 'svelte';
import { expect, test, vi } from 'vitest';

import { m } from './messages.ts';
import { Submission } from './submission.svelte.ts';

const refused = (code: string, details = {}) => Promise.reject(new Problem(code, 409, details));

test('a refusal about one field is said at that field, any other above the form', async () => {
  const submission = new Submission({
    not_later: 'closes_at',
    round_moments_out_of_order: ({ moment }) => String(moment),
  });
  await submission.send(() => refused('not_later'));
  expect(submission.errors(m())).toEqual({ closes_at: m().refusals.not_later });
  expect(submission.message(m())).toBe('');
  await submission.send(() => refused('round_moments_out_of_order', { moment: 'results_at' }));
  expect(Object.keys(submission.errors(m()))).toEqual(['results_at']);
  await submission.send(() => refused('round_is_over'));
  expect(submission.errors(m())).toEqual({});
  expect(submission.message(m())).toBe(m().refusals.round_is_over);
});

test('a refused field is said at its control, whatever that is called', async () => {
  const submission = new Submission({}, { username: 'new_username' });
  const fields = { username: [{ code: 'max_length' }], role: [{ code: 'required' }] };
  await submission.send(() => Promise.reject(new Problem('invalid', 400, {}, fields)));
  expect(Object.keys(submission.errors(m())).sort()).toEqual(['new_username', 'role']);
});

test('the button that sent has the focus again, unless something else took it', async () => {
  const [button, other] = ['button', 'button'].map((name) =>
    document.body.appendChild(document.createElement(name)),
  );
  const submission = new Submission();
  button?.focus();
  await submission.send(() => Promise.resolve(button?.blur()));
  await vi.waitFor(() => expect(document.activeElement).toBe(button));
  await submission.send(() => Promise.resolve(other?.focus()));
  await tick();
  expect(document.activeElement).toBe(other);
  document.body.replaceChildren();
});

test('a form that is opened once more says nothing of the last time', async () => {
  const submission = new Submission();
  await submission.send(() => Promise.resolve(), { reason: m().field.required });
  submission.forget();
  expect(submission.errors(m())).toEqual({});
  await submission.send(() => refused('round_is_over'));
  submission.forget();
  expect(submission.message(m())).toBe('');
});
