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

export type Hotline = Pick<Contest, 'slug' | 'title'> & {
  phone: string;
  hours: Contest['contact']['hotline_hours'];
};

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

/** Where people in the contests of today can call; only a few contests that are not over are asked. */
export async function listHotlines(): Promise<Hotline[]> {
  const summaries = (await listContests()).filter((contest) => contest.phase !== 'FINISHED').slice(0, 5);
  const read = await Promise.allSettled(summaries.map(({ slug }) => readContest(slug)));
  return read
    .flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    .filter(({ contact }) => contact.hotline)
    .map(({ slug, title, contact }) => ({
      slug,
      title,
      phone: contact.hotline,
      hours: contact.hotline_hours,
    }));
}
