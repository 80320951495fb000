import { call } from 'shared/api/client.ts';
import type {
  ContestSummary,
  Feedback,
  PredictionTarget,
  RankingKey,
  RoundBrief,
  Text,
  UnitMeasure,
} from 'shared/api/types.ts';
import type { Contact } from 'shared/ui/site-footer/contact.ts';
import type { UnitFound } from 'shared/ui/unit-picker/unit.ts';

export type EntryFieldName =
  | 'full_name'
  | 'birth_on'
  | 'sex'
  | 'phone'
  | 'phone_owner'
  | 'email'
  | 'address'
  | 'unit'
  | 'division'
  | 'guardian_name'
  | 'guardian_phone';

export type Purpose = 'TAKE_PART' | 'PUBLISH_NAME' | 'REUSE';

export type Prize = { name: Text; count: number; amount_vnd: number };

export type Terms = {
  number: number;
  effective_at: string;
  question_count: number;
  time_limit_seconds: number | null;
  attempts: { limit: number | null; per: 'ROUND' | 'CONTEST'; counting: 'BEST' | 'LAST' | 'FIRST' };
  ranking_keys: RankingKey[];
  prediction: { target: PredictionTarget; scope: 'ROUND' | 'CONTEST' } | null;
  feedback: Feedback;
  eligibility: { age_from: number | null; age_on: 'ENTRY' | 'CONTEST_START'; residence: Text | null };
  registration: { field: EntryFieldName; need: 'REQUIRED' | 'OPTIONAL' }[];
  prizes: { individual: Prize[]; collective: (Prize & { measure: UnitMeasure })[] };
  points_max: number;
};

export type PrivacyNotice = {
  id: string;
  version: number;
  text: Text;
  purposes: { code: Purpose; required: boolean }[];
};

export type ContestRound = RoundBrief & { results_at: string | null; counters_hidden_from: string | null };

export type Division = { code: string; title: Text };

export type Contest = Omit<ContestSummary, 'rounds'> & {
  summary: Text | null;
  time_zone: string;
  rounds: ContestRound[];
  divisions: Division[];
  registration_closes_at: string | null;
  entry_open: boolean;
  terms: Terms;
  privacy_notice: PrivacyNotice | null;
  unit_root: { id: string; name: string } | null;
  contact: Contact;
  regulations: { number: string; title: Text; issued_on: string | null }[];
  notices: { at: string; text: Text }[];
};

export async function listContests(): Promise<ContestSummary[]> {
  const { contests } = await call<{ contests: ContestSummary[] }>('/api/v1/contests/');
  return contests;
}

export function readContest(slug: string): Promise<Contest> {
  return call<Contest>(`/api/v1/contests/${encodeURIComponent(slug)}/`);
}

export async function searchUnits(contest: string, query: string): Promise<UnitFound[]> {
  const { units } = await call<{ units: UnitFound[] }>('/api/v1/units/', { query: { q: query, contest } });
  return units;
}

export type Hotline = { slug: string; title: Text; phone: string; hours: Text | null };

/** Where people in the contests of today can call; only the few contests that are not over are asked. */
export async function listHotlines(): Promise<Hotline[]> {
  const summaries = (await listContests()).filter((contest) => contest.phase !== 'FINISHED').slice(0, 5);
  const read = await Promise.allSettled(summaries.map(({ slug }) => readContest(slug)));
  return read
    .flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    .filter((contest) => contest.contact.hotline)
    .map(({ slug, title, contact }) => ({
      slug,
      title,
      phone: contact.hotline ?? '',
      hours: contact.hotline_hours,
    }));
}
