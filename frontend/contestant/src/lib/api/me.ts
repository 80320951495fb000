import { Problem, call } from 'shared/api/client.ts';
import type { components } from 'shared/api/schema.d.ts';

type Schemas = components['schemas'];

export type Me = Schemas['Me'];
export type EntryBrief = Schemas['EntryInList'];
export type Entry = Schemas['Entry'];
/** Only what the terms ask is sent. */
export type EntryForm = Partial<Schemas['EntryFormRequest']>;
export type MyRound = Schemas['MyRound'];
export type MyAttempt = Schemas['MyAttempt'];
export type AttemptResult = Schemas['AttemptResult'];
export type ReviewedQuestion = Schemas['ReviewedQuestion'];

export const readMe = (): Promise<Me> => call<Me>('/api/v1/me/');

export async function listMyEntries(): Promise<EntryBrief[]> {
  const { entries } = await call<Schemas['EntriesList']>('/api/v1/me/entries/');
  return entries;
}

/** The person's own entry, or null when there is none. */
export async function readMyEntry(slug: string): Promise<Entry | null> {
  try {
    return await call<Entry>(`/api/v1/contests/${encodeURIComponent(slug)}/entry/`);
  } catch (failure) {
    if (failure instanceof Problem && failure.code === 'not_entered') return null;
    throw failure;
  }
}

export function enter(slug: string, form: EntryForm): Promise<Entry> {
  return call<Entry>(`/api/v1/contests/${encodeURIComponent(slug)}/entry/`, { method: 'PUT', body: form });
}

export const readMyRound = (round: string): Promise<MyRound> => call<MyRound>(`/api/v1/me/rounds/${round}/`);

export const readMyAttempt = (attempt: string): Promise<AttemptResult> =>
  call<AttemptResult>(`/api/v1/attempts/${attempt}/`);

/** The person's entry and, for an entrant, where they stand in the round. */
export async function readMine(
  slug: string,
  round: string | null,
): Promise<{ entry: Entry | null; round: MyRound | null }> {
  const entry = await readMyEntry(slug);
  return { entry, round: entry && round ? await readMyRound(round) : null };
}
