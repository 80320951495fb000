import { contestWords } from '#lib/contest-words.ts';
import { whole } from '#lib/terms-form.ts';

/** What a field says whose number cannot be read; the server refuses it too. */
export const numberFault = (typed: string, read: (typed: string) => unknown = whole): string | undefined =>
  typeof read(typed) === 'string' ? contestWords().terms.noNumber : undefined;
