import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { people } from '../i18n/vi/contestant-people.ts';
import { Problem } from './client.ts';
import { fieldErrors, refusalText, wordsKey } from './refusals.ts';

const SERVER = join(import.meta.dirname, '../../..');

/** Codes that change the whole view of the exam room instead of being told as a sentence. */
const NOT_SHOWN = new Set(['taken_over', 'attempt_is_over']);

/** Codes that our Python does not spell out: of the libraries, and of the client itself. */
const FROM_ELSEWHERE = [
  ...['username_password_mismatch', 'too_many_login_attempts', 'method_not_allowed'],
  ...['not_signed_in', 'server_error', 'letter_just_sent', 'offline', 'unknown'],
];

/** Where what reaches people is refused; commands and what only a report names lie elsewhere. */
const DOORS = [
  'contest/services',
  'contest/queries',
  'contest/api',
  'contest/accounts',
  'quizzes/services',
  'quizzes/queries',
];

/** Every `code = "…"` of a refusal, and every code the doors of the API raise themselves. */
function serverCodes(folders: string[]): Set<string> {
  const codes = new Set<string>();
  const visit = (path: string): void => {
    if (statSync(path).isDirectory()) readdirSync(path).forEach((name) => visit(join(path, name)));
    else if (path.endsWith('.py')) {
      const text = readFileSync(path, 'utf8');
      for (const [, code] of text.matchAll(/^ {4}code = "([a-z_]+)"/gm)) codes.add(code ?? '');
      for (const [, code] of text.matchAll(/Problem\(\d+, "([a-z_]+)"/g)) codes.add(code ?? '');
    }
  };
  folders.map((folder) => join(SERVER, folder)).forEach(visit);
  return codes;
}

type Catalogue = Record<string, unknown>;

/** The codes that any catalogue of a language has words for. */
function wordedCodes(modules: Record<string, Record<string, Catalogue>>): Set<string> {
  const catalogues = Object.values(modules).flatMap((module) => Object.values(module));
  return new Set(catalogues.flatMap((catalogue) => Object.keys(catalogue.refusals ?? {})));
}

test('every code the server refuses with has words in both languages', () => {
  const codes = [...serverCodes(DOORS)].filter((code) => !NOT_SHOWN.has(code));
  expect(codes.length).toBeGreaterThan(30);
  const vietnamese = wordedCodes(import.meta.glob('../i18n/vi/*.ts', { eager: true }));
  const english = wordedCodes(import.meta.glob('../i18n/en/*.ts', { eager: true }));
  const wordless = codes.filter(
    (code) => ![code, wordsKey(code)].some((key) => vietnamese.has(key) && english.has(key)),
  );
  expect(wordless.join(' ')).toBe('');
});

test('there are no words for a code that nobody says', () => {
  const said = new Set(
    [...serverCodes(['contest', 'quizzes']), ...FROM_ELSEWHERE].flatMap((code) => [code, wordsKey(code)]),
  );
  const vietnamese = wordedCodes(import.meta.glob('../i18n/vi/*.ts', { eager: true }));
  expect([...vietnamese].filter((code) => !said.has(code)).join(' ')).toBe('');
});

test('a code nobody foresaw is told in general words', () => {
  const said = refusalText(people, new Problem('a_new_code', 409));
  expect(said).toBe(people.refusals.unknown);
  expect(refusalText(people, new Error('broken'))).toBe(people.refusals.unknown);
});

test('what a refusal says beside its code goes into the words', () => {
  expect(refusalText(people, new Problem('too_many_requests', 429, { wait_seconds: 30 }))).toContain(
    '30 giây',
  );
});

test('fields get the sentence of their first fault, however the library spells it', () => {
  const fields = {
    unit: [{ code: 'required' }],
    full_name: [{ code: 'blank' }],
    phone: [{ code: 'never_seen' }],
  };
  expect(fieldErrors(people, new Problem('invalid', 400, {}, fields))).toEqual({
    unit: people.field.required,
    full_name: people.field.required,
    phone: people.field.unknown,
  });
});
