import { call } from 'shared/api/client.ts';
import type { components } from 'shared/api/schema.d.ts';
import type { ContestSummary } from 'shared/api/types.ts';
import type { UnitFound } from 'shared/ui/unit-picker/unit.ts';

type Schemas = components['schemas'];

export type Contest = Schemas['Contest'];
export type ContestRound = Schemas['ContestRound'];
export type Terms = Schemas['TermsSaid'];
export type Prizes = Schemas['Prizes'];
export type Prize = Schemas['IndividualPrize'] & Partial<Pick<Schemas['CollectivePrize'], 'measure'>>;
export type EntryFieldName = Schemas['EntryField'];
export type Purpose = Schemas['EntryFormRequest']['consents'][number];

export async function listContests(): Promise<ContestSummary[]> {
  const { contests } = await call<Schemas['Contests']>('/api/v1/contests/');
  return contests;
}

export function readContest(slug: string): Promise<Contest> {
  return call<Contest>(`/api/v1/contests/${encodeURIComponent(slug)}/`);
}

export async function searchUnits(contest: string, query: string): Promise<UnitFound[]> {
  const { units } = await call<Schemas['UnitsFound']>('/api/v1/units/', { query: { q: query, contest } });
  return units;
}
