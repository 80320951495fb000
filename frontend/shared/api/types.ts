/** The words of the public API that more than one page uses. Instants are ISO 8601 in UTC, durations in their name. */
import type { ContestText } from '../i18n/index.svelte.ts';

export type Text = ContestText | string;

export type RoundPhase = 'COMING' | 'OPEN' | 'CLOSED';
export type RoundState =
  'DRAFT' | 'OPEN' | 'CLOSED' | 'PROVISIONAL' | 'APPEALS' | 'DECIDED' | 'CERTIFIED' | 'AWARDED';

export type RoundBrief = {
  id: string;
  number: number;
  title: Text;
  opens_at: string;
  closes_at: string;
  phase: RoundPhase;
  state: RoundState;
};

export type ContestPhase = 'COMING' | 'RUNNING' | 'BETWEEN_ROUNDS' | 'FINISHED';

export type ContestSummary = {
  slug: string;
  kind: 'LIVE' | 'REHEARSAL' | 'DEMO';
  title: Text;
  body: { slug: string; name: Text };
  phase: ContestPhase;
  opens_at: string;
  closes_at: string;
  rounds: number;
  current_round: RoundBrief | null;
  next_round: RoundBrief | null;
  question_count: number;
  time_limit_seconds: number | null;
};

export type UnitBrief = { id: string; name: string };

export type RankingKey =
  | 'POINTS'
  | 'CORRECT_COUNT'
  | 'PREDICTION_DISTANCE'
  | 'DURATION'
  | 'SUBMIT_MOMENT'
  | 'ENTRY_MOMENT'
  | 'PERFECT_TRIES'
  | 'JUDGE_MARK'
  | 'LOT';

export type PredictionTarget =
  'PEOPLE' | 'PEOPLE_ALL_RIGHT' | 'ATTEMPTS' | 'ATTEMPTS_ALL_RIGHT' | 'PERCENT_ALL_RIGHT';
export type UnitMeasure = 'PEOPLE' | 'ATTEMPTS' | 'RATE' | 'MEAN_POINTS' | 'ALL_RIGHT';
export type Feedback = 'NOTHING' | 'POINTS' | 'POINTS_AND_TIME' | 'REVIEW_AFTER_CLOSE';
export type BoardStatus = 'LIVE' | 'FROZEN' | 'PROVISIONAL' | 'FINAL' | 'HIDDEN';
