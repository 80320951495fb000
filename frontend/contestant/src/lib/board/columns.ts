/** What a board shows of each deciding key. */
import type { RankingKey } from 'shared/api/types.ts';
import type { Language } from 'shared/i18n/index.svelte.ts';
import { clock, exactClock, momentToTheSecond, number } from 'shared/lib/format.ts';

import type { BoardRow } from '../api/boards.ts';

/** Keys whose value a row carries; the others decide unseen. */
const SHOWN: Partial<Record<RankingKey, (row: BoardRow, language: Language, zone: string) => string>> = {
  POINTS: (row, language) => number(row.points, language),
  CORRECT_COUNT: (row, language) => number(row.correct_count, language),
  DURATION: (row) => clock(row.duration_ms),
  SUBMIT_MOMENT: (row, language, zone) => momentToTheSecond(row.submitted_at, language, zone),
};

/** Columns of the table: numbers only; a whole date would not fit a phone. */
export function columnsOf(keys: RankingKey[]): RankingKey[] {
  return keys.filter((key) => key in SHOWN && key !== 'SUBMIT_MOMENT').slice(0, 3);
}

/**
 * Keys that two rows are compared by, in the order of the terms: those whose values one sees, and of the others
 * those down to the key that decided, without one all.
 */
export function comparableKeys(keys: RankingKey[], decided: RankingKey | null): RankingKey[] {
  const last = decided ? keys.indexOf(decided) : keys.length;
  return keys.filter((key, place) => isSeen(key) || place <= last);
}

/** Whether a row carries the value. */
export function isSeen(key: RankingKey): boolean {
  return key in SHOWN;
}

export function cell(key: RankingKey, row: BoardRow, language: Language, zone: string): string {
  return SHOWN[key]?.(row, language, zone) ?? '';
}

/** As `cell`, to the millisecond where that decides. */
export function exactCell(key: RankingKey, row: BoardRow, language: Language, zone: string): string {
  return key === 'DURATION' ? exactClock(row.duration_ms, language) : cell(key, row, language, zone);
}

/** The row of the list that is the person's own, or -1. Rows carry no ids: nothing else fits all of this. */
export function ownIndex(rows: BoardRow[], own: BoardRow | undefined): number {
  if (!own) return -1;
  return rows.findIndex(
    (row) =>
      row.rank === own.rank &&
      row.name === own.name &&
      row.points === own.points &&
      row.duration_ms === own.duration_ms &&
      row.submitted_at === own.submitted_at,
  );
}
