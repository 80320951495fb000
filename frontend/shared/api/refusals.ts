import type { Details } from '../i18n/vi/common.ts';
import { Problem } from './client.ts';

export type RefusalWords = {
  refusals: Record<string, string | ((details: Details) => string)> & { unknown: string };
  field: Record<string, string> & { unknown: string };
};

/** Codes that mean the same to a reader as another one. */
const SAME_AS: Record<string, string> = {
  csrf_failed: 'method_not_allowed',
  cursor_not_valid: 'method_not_allowed',
  unsupported_media_type: 'malformed',
  unavailable: 'server_error',
};

/** The key of the words for a code of the server. */
export function wordsKey(code: string): string {
  return SAME_AS[code] ?? (code.endsWith('_not_found') ? 'not_found' : code);
}

/** The words for a refusal, in the language of the catalogue. */
export function refusalText(words: RefusalWords, problem: unknown): string {
  const { code, details } = problem instanceof Problem ? problem : { code: 'unknown', details: {} };
  const said = words.refusals[code] ?? words.refusals[wordsKey(code)] ?? words.refusals.unknown;
  return typeof said === 'function' ? said(details) : said;
}

/** Codes of form validation, as the server's libraries spell them, and the key of our words for them. */
const FIELD_KEYS: Record<string, string> = {
  required: 'required',
  blank: 'required',
  null: 'required',
  empty: 'required',
  max_length: 'too_long',
  min_length: 'too_short',
  invalid_choice: 'unknown_choice',
  does_not_exist: 'unknown_choice',
  unique: 'taken',
};

/** The words for each field that was refused: field name to sentence. */
export function fieldErrors(words: RefusalWords, problem: unknown): Record<string, string> {
  if (!(problem instanceof Problem)) return {};
  const errors: Record<string, string> = {};
  for (const [name, [first]] of Object.entries(problem.fields)) {
    const code = first?.code ?? 'invalid';
    errors[name] = words.field[FIELD_KEYS[code] ?? code] ?? words.field.unknown;
  }
  return errors;
}
