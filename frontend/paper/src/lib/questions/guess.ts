import type { Language } from 'shared/i18n/index.svelte.ts';
import { number } from 'shared/lib/format.ts';
import { m } from '#lib/messages.ts';

/** The server keeps percentages as whole numbers of this many to one percent. */
const PERCENT_UNIT = 100_000;
const LARGEST = 999_999_999;

export type Guess =
  { kind: 'BLANK' } | { kind: 'NUMBER'; value: number } | { kind: 'NOT_NUMBER' } | { kind: 'TOO_LARGE' };

/** What was typed as a prediction. Dots and spaces group thousands; a percentage may have a comma. */
export function readGuess(typed: string, isPercent: boolean): Guess {
  const bare = typed.replace(/\s/g, '').replace(/%$/, '');
  if (bare === '') return { kind: 'BLANK' };
  if (isPercent) {
    if (!/^\d{1,3}([.,]\d{1,5})?$/.test(bare)) return { kind: 'NOT_NUMBER' };
    const value = Math.round(Number(bare.replace(',', '.')) * PERCENT_UNIT);
    return value > 100 * PERCENT_UNIT ? { kind: 'TOO_LARGE' } : { kind: 'NUMBER', value };
  }
  if (!/^(\d+|\d{1,3}([.,]\d{3})+)$/.test(bare)) return { kind: 'NOT_NUMBER' };
  const value = Number(bare.replace(/[.,]/g, ''));
  return value > LARGEST ? { kind: 'TOO_LARGE' } : { kind: 'NUMBER', value };
}

/** «10.453 (mười nghìn bốn trăm năm mươi ba)», or «12,5 %». */
export function guessInWords(value: number, isPercent: boolean, language: Language): string {
  if (isPercent) return `${number(value / PERCENT_UNIT, language, 5)} %`;
  return `${number(value, language)} (${m().prediction.inWords(value) ?? ''})`;
}

/** A stored prediction as it stands in the field. */
export function typedGuess(value: number | null, isPercent: boolean): string {
  if (value === null) return '';
  return isPercent ? String(value / PERCENT_UNIT).replace('.', ',') : String(value);
}

export function isPercentage(target: string | undefined): boolean {
  return target?.startsWith('PERCENT') ?? false;
}
