/** A running contest as the API tells it, for tests; each may change what it is about. */
import type { Contest, ContestRound, Terms } from '#lib/api/contests.ts';
import type { Entry, MyRound } from '#lib/api/me.ts';

export function aRound(
  number: number,
  phase: ContestRound['phase'],
  change: Partial<ContestRound> = {},
): ContestRound {
  return {
    id: `round-${number}`,
    number,
    title: { vi: `Tuần ${number}`, en: `Week ${number}` },
    opens_at: `2026-11-0${number}T01:00:00.000Z`,
    closes_at: `2026-11-0${number + 1}T01:00:00.000Z`,
    phase,
    state: phase === 'OPEN' ? 'OPEN' : 'DRAFT',
    results_at: null,
    counters_hidden_from: null,
    divisions: [],
    ...change,
  };
}

export const terms: Terms = {
  number: 1,
  effective_at: '2026-10-01T00:00:00.000Z',
  question_count: 20,
  time_limit_seconds: 900,
  attempts: { limit: 2, per: 'ROUND', counting: 'BEST' },
  ranking_keys: ['POINTS', 'PREDICTION_DISTANCE', 'DURATION', 'SUBMIT_MOMENT'],
  prediction: null,
  feedback: 'POINTS',
  eligibility: { age_from: 14, age_on: 'ENTRY', residence: null },
  guardian_below_age: 16,
  registration: [
    { field: 'full_name', need: 'REQUIRED' },
    { field: 'birth_on', need: 'REQUIRED' },
    { field: 'phone', need: 'REQUIRED' },
    { field: 'email', need: 'OPTIONAL' },
    { field: 'unit', need: 'REQUIRED' },
  ],
  prizes: { individual: [], collective: [] },
  points_max: 100,
};

export function aContest(change: Partial<Contest> = {}): Contest {
  const rounds = [aRound(1, 'CLOSED'), aRound(2, 'OPEN'), aRound(3, 'COMING')];
  return {
    slug: 'thi',
    kind: 'LIVE',
    title: { vi: 'Tìm hiểu pháp luật' },
    body: { slug: 'so', name: { vi: 'Sở Tư pháp' } },
    phase: 'RUNNING',
    opens_at: '2026-11-01T01:00:00.000Z',
    closes_at: '2026-11-04T01:00:00.000Z',
    current_round: rounds[1] ?? null,
    next_round: rounds[2] ?? null,
    question_count: 20,
    time_limit_seconds: 900,
    rounds,
    summary: { vi: '' },
    time_zone: 'Asia/Ho_Chi_Minh',
    divisions: [],
    registration_closes_at: null,
    entry_open: true,
    terms,
    privacy_notice: {
      id: 'notice-1',
      version: 1,
      text: { vi: 'Thông tin của bạn…' },
      purposes: [
        { code: 'TAKE_PART', required: true },
        { code: 'PUBLISH_NAME', required: false },
      ],
    },
    unit_root: { id: 'root', name: 'Tỉnh Hưng Yên' },
    contact: {
      controller: { vi: 'Sở Tư pháp' },
      address: '',
      phone: '',
      email: '',
      hotline: '1900 0000',
      hotline_hours: {},
      responsible: '',
    },
    regulations: [],
    notices: [],
    ...change,
  };
}

export function anEntry(change: Partial<Entry> = {}): Entry {
  return {
    number: '214388436',
    state: 'ACTIVE',
    unit: { id: 'unit-1', name: 'Phường Phố Hiến' },
    division: null,
    personal: null,
    consents: ['TAKE_PART'],
    entered_at: '2026-11-01T02:00:00.000Z',
    locked: false,
    ...change,
  };
}

export function myRound(change: Partial<MyRound> = {}): MyRound {
  const round = aRound(2, 'OPEN');
  return {
    server_time: '2026-11-02T02:00:00.000Z',
    round,
    contest: { slug: 'thi', title: { vi: 'Thi' }, contact: { hotline: '', hotline_hours: {} } },
    terms: {
      question_count: 20,
      time_limit_seconds: 900,
      attempts: terms.attempts,
      prediction: null,
      feedback: 'POINTS',
    },
    entry: { number: '214388436', unit: null },
    attempts: [],
    next_ordinal: 1,
    attempts_left: 2,
    standing: null,
    rank_hidden: false,
    neighbours: [],
    ...change,
  };
}
