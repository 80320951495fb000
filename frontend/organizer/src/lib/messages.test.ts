import { Problem } from 'shared/api/client.ts';
import { refusalText } from 'shared/api/refusals.ts';
import { setLanguage } from 'shared/i18n/index.svelte.ts';
import { afterEach, expect, test } from 'vitest';

import { contestWords } from '#lib/contest-words.ts';
import { judgingWords } from '#lib/judging-words.ts';
import { m, withRefusals } from '#lib/messages.ts';

afterEach(() => setLanguage('vi'));

test('a page says its own words to a refusal, and those of every page to any other', () => {
  const said = (code: string) => refusalText(withRefusals(judgingWords()), new Problem(code));
  expect(said('entry_unknown')).toBe(judgingWords().refusals.entry_unknown);
  expect(said('same_person')).toBe(m().refusals.same_person);
  expect(said('never_heard_of')).toBe(m().refusals.unknown);
  expect(withRefusals(judgingWords()).field).toBe(m().field);
});

test('one page does not speak with the words of another, nor in another language', async () => {
  const said = () => withRefusals(contestWords()).refusals;
  expect(said().entry_unknown).not.toBe(judgingWords().refusals.entry_unknown);
  const vietnamese = said();
  await setLanguage('en');
  expect(said().entry_unknown).not.toBe(vietnamese.entry_unknown);
  expect(said().unknown).not.toBe(vietnamese.unknown);
});

test('what a page says comes before what every page says', () => {
  expect(withRefusals({ refusals: { same_person: 'Ở đây nói khác.' } }).refusals.same_person).toBe(
    'Ở đây nói khác.',
  );
});
