/** What judges see, as the API tells it, for tests; each may change what it is about. */
import type { Case, JudgedAttempt, JudgedBoard, JudgedEntry, JudgedPlace, Ruling } from '#lib/api/types.ts';

export const anAttempt = (change: Partial<JudgedAttempt> = {}): JudgedAttempt => ({
  id: 'attempt-1',
  round: 1,
  round_title: { vi: 'Tuần 1' },
  ordinal: 1,
  state: 'SCORED',
  submitted_by: 'PERSON',
  opened_at: '2026-11-02T01:00:00Z',
  closes_at: '2026-11-02T01:15:00Z',
  submitted_at: '2026-11-02T01:02:00Z',
  voided_at: null,
  counts: true,
  duration_ms: 120_000,
  points: 20,
  correct_count: 20,
  question_count: 20,
  prediction: null,
  changed_ms: [],
  late_answers: 0,
  ...change,
});

export const anEntry = (change: Partial<JudgedEntry> = {}): JudgedEntry => ({
  number: 'ABCD2345',
  state: 'ACTIVE',
  channel: 'ONLINE',
  unit: null,
  division: null,
  entered_at: '2026-11-01T01:00:00Z',
  personal: null,
  attempts: [anAttempt()],
  cases: [],
  ...change,
});

export const aRuling = (change: Partial<Ruling> = {}): Ruling => ({
  id: 'ruling-1',
  action: 'VOID_ATTEMPT',
  reason_code: 'IMPLAUSIBLE_TIME',
  text: 'Hai mươi câu trong tám giây.',
  state: 'PROPOSED',
  proposed_by: 'Lan',
  proposed_by_me: false,
  proposed_at: '2026-11-03T01:00:00Z',
  decided_by: null,
  decided_at: null,
  decision_text: '',
  ...change,
});

export const aCase = (change: Partial<Case> = {}): Case => ({
  id: 'case-1',
  contest: 'tim-hieu-luat',
  entry: 'ABCD2345',
  attempt: 'attempt-1',
  round: 1,
  ordinal: 1,
  signal: 'IMPLAUSIBLE_TIME',
  note: 'Nhanh khác thường.',
  state: 'OPEN',
  opened_by: 'Minh',
  opened_at: '2026-11-02T02:00:00Z',
  settled_at: null,
  rulings: [],
  ...change,
});

export const aPlace = (rank: number, change: Partial<JudgedPlace> = {}): JudgedPlace => ({
  rank,
  tied: false,
  number: `NUMBER${rank}`,
  name: `Người thứ ${rank}`,
  unit: null,
  division: null,
  points: 21 - rank,
  correct_count: 21 - rank,
  duration_ms: 60_000,
  submitted_at: '2026-11-02T01:02:00Z',
  prediction: null,
  decided_by: null,
  ...change,
});

export const aBoard = (change: Partial<JudgedBoard> = {}): JudgedBoard => ({
  round: 'round-1',
  contest: 'tim-hieu-luat',
  status: 'LIVE',
  as_of: '2026-11-02T02:00:00Z',
  keys: ['POINTS', 'DURATION'],
  left_out: [],
  divisions: [],
  rows: [aPlace(1)],
  after: null,
  ...change,
});
