import { Problem, call } from 'shared/api/client.ts';
import type { ContestSummary, Feedback, RoundBrief, Text, UnitBrief } from 'shared/api/types.ts';

import type { BoardRow } from './boards.ts';
import type { Purpose } from './contests.ts';

export type Me = {
  username: string;
  display_name: string;
  body_roles: { body: { slug: string; name: Text }; role: string }[];
  contest_roles: { contest: { slug: string; title: Text }; role: string }[];
};

export type EntryState = 'ACTIVE' | 'WITHDRAWN' | 'NOT_RECOGNISED';

export type EntryBrief = {
  contest: ContestSummary;
  number: string;
  unit: UnitBrief | null;
  division: string | null;
  state: EntryState;
  entered_at: string;
};

export type Personal = {
  full_name: string;
  birth_on: string;
  sex: string | null;
  phone: string | null;
  phone_owner: 'SELF' | 'RELATIVE' | null;
  email: string | null;
  address: string | null;
  guardian_name: string | null;
  guardian_phone: string | null;
};

export type Entry = {
  number: string;
  state: EntryState;
  unit: (UnitBrief & { parent_name?: string | null }) | null;
  division: string | null;
  personal: Personal | null;
  consents: Purpose[];
  entered_at: string;
};

export type EntryForm = Partial<Personal> & {
  unit?: string;
  division?: string;
  consents: Purpose[];
  notice?: string;
  truthful: boolean;
};

export type MyAttempt = {
  id: string;
  ordinal: number;
  state: 'OPEN' | 'SUBMITTED' | 'SCORED' | 'VOID';
  opened_at: string;
  closes_at: string;
  submitted_at: string | null;
  points: number | null;
  counts: boolean;
};

export type Standing = {
  points: number;
  correct_count: number;
  duration_ms: number;
  rank: number | null;
  tied: boolean;
  counted_attempt: string | null;
};

export type MyRound = {
  round: RoundBrief;
  entry: { number: string; unit: UnitBrief | null } | null;
  attempts: MyAttempt[];
  next_ordinal: number | null;
  attempts_left: number | null;
  standing: Standing | null;
  rank_hidden: boolean;
  neighbours: (BoardRow & { mine: boolean })[];
};

export type ReviewedQuestion = {
  position: number;
  kind?: string;
  stem: string;
  options: string[];
  chosen: number[] | null;
  written?: string | null;
  correct: number[] | null;
  points: number;
  explanation: string | null;
  citations: string[];
};

export type AttemptResult = {
  attempt: { id: string; ordinal: number; state: string; opened_at: string; submitted_at: string | null };
  receipt: {
    code: string;
    answered: number;
    question_count: number;
    results_at: string | null;
    feedback: Feedback;
  } | null;
  result: {
    points: number | null;
    points_max: number | null;
    correct_count: number | null;
    question_count: number | null;
    duration_ms: number | null;
  } | null;
  review: ReviewedQuestion[] | null;
};

export const readMe = (): Promise<Me> => call<Me>('/api/v1/me/');

export async function listMyEntries(): Promise<EntryBrief[]> {
  const { entries } = await call<{ entries: EntryBrief[] }>('/api/v1/me/entries/');
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
