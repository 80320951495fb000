/** The terms of a contest as a form holds them, to and from the definition the engine obeys. Pure.
 *
 * What the form does not show of a definition (divisions, extra time …) goes back unchanged.
 */

export const FIELDS = [
  'full_name',
  'birth_on',
  'sex',
  'phone',
  'phone_owner',
  'email',
  'address',
  'unit',
  'guardian_name',
  'guardian_phone',
] as const;
export const KEYS = [
  'POINTS',
  'CORRECT_COUNT',
  'PREDICTION_DISTANCE',
  'DURATION',
  'SUBMIT_MOMENT',
  'ENTRY_MOMENT',
  'PERFECT_TRIES',
] as const;

export type Need = 'NONE' | 'OPTIONAL' | 'REQUIRED';
export type PrizeRow = { name: string; count: string; amount: string; measure: string };
export type BlueprintRow = { count: string; topic: string; level: string; points: string };

export type TermsForm = {
  ageFrom: string;
  ageOn: string;
  residence: string;
  fields: Record<string, Need>;
  guardianBelow: string;
  questionCount: string;
  points: string;
  minutes: string;
  source: string;
  rows: BlueprintRow[];
  shuffleQuestions: boolean;
  shuffleOptions: boolean;
  attemptsLimit: string;
  attemptsPer: string;
  counting: string;
  keys: string[];
  prediction: string;
  hiddenHours: string;
  feedback: string;
  board: string;
  namesWhileOpen: string;
  namesInResults: string;
  individual: PrizeRow[];
  collective: PrizeRow[];
};

export type Definition = Record<string, unknown>;

export function newForm(): TermsForm {
  const asked: Record<string, Need> = { full_name: 'REQUIRED', birth_on: 'REQUIRED', phone: 'REQUIRED' };
  return {
    ageFrom: '',
    ageOn: 'ENTRY',
    residence: '',
    fields: Object.fromEntries(
      FIELDS.map((field) => [field, asked[field] ?? (field === 'unit' ? 'REQUIRED' : 'NONE')]),
    ),
    guardianBelow: '',
    questionCount: '20',
    points: '5',
    minutes: '15',
    source: 'RANDOM',
    rows: [],
    shuffleQuestions: true,
    shuffleOptions: true,
    attemptsLimit: '2',
    attemptsPer: 'ROUND',
    counting: 'BEST',
    keys: ['POINTS', 'DURATION', 'SUBMIT_MOMENT'],
    prediction: '',
    hiddenHours: '0',
    feedback: 'POINTS_AND_TIME',
    board: 'LIVE',
    namesWhileOpen: 'NAME_HIDDEN',
    namesInResults: 'FULL',
    individual: [],
    collective: [],
  };
}

/** Whole number typed, null where nothing is; what is no number stays for the server to refuse. */
export function whole(typed: string): number | string | null {
  const bare = typed.replace(/[\s.]/g, '');
  if (!bare) return null;
  return /^\d+$/.test(bare) ? Number(bare) : typed;
}

export function formOf(definition: Definition): TermsForm {
  const part = (name: string) => (definition[name] ?? {}) as Record<string, never>;
  const shown = (value: unknown) => (value === null || value === undefined ? '' : String(value));
  const words = (value: unknown) => (value as { vi?: string } | null)?.vi ?? '';
  const [eligibility, paper, attempts] = [part('eligibility'), part('paper'), part('attempts')];
  const [publication, prizes] = [part('publication'), part('prizes')];
  const source = (paper.source ?? { kind: 'RANDOM' }) as { kind: string; rows?: Record<string, unknown>[] };
  const seconds = definition.time_limit_seconds as number | null;
  const needs = Object.fromEntries(
    ((definition.registration ?? []) as { field: string; need: Need }[]).map(({ field, need }) => [
      field,
      need,
    ]),
  );
  const prizeRows = (rows: unknown): PrizeRow[] =>
    ((rows ?? []) as Record<string, unknown>[]).map((row) => ({
      name: words(row.name),
      count: shown(row.count),
      amount: shown(row.amount_vnd).replace(/\B(?=(\d{3})+$)/g, '.'),
      measure: shown(row.measure) || 'PEOPLE',
    }));
  return {
    ageFrom: shown(eligibility.age_from),
    ageOn: shown(eligibility.age_on) || 'ENTRY',
    residence: words(eligibility.residence),
    fields: Object.fromEntries(FIELDS.map((field) => [field, needs[field] ?? 'NONE'])),
    guardianBelow: shown(definition.guardian_below_age),
    questionCount: shown(paper.question_count),
    points: shown(paper.points_per_question),
    minutes: seconds === null ? '' : String(seconds / 60),
    source: source.kind,
    rows: (source.rows ?? []).map((row) => ({
      count: shown(row.count),
      topic: shown(row.topic),
      level: shown(row.level),
      points: shown(row.points),
    })),
    shuffleQuestions: paper.shuffle_questions !== false,
    shuffleOptions: paper.shuffle_options !== false,
    attemptsLimit: shown(attempts.limit),
    attemptsPer: shown(attempts.per) || 'ROUND',
    counting: shown(attempts.counting) || 'BEST',
    keys: [...((definition.ranking_keys ?? []) as string[])],
    prediction: shown((definition.prediction as { target?: string } | null)?.target),
    hiddenHours: shown(definition.counters_hidden_hours) || '0',
    feedback: shown(definition.feedback),
    board: shown(publication.board) || 'LIVE',
    namesWhileOpen: shown(publication.names_while_open),
    namesInResults: shown(publication.names_in_results),
    individual: prizeRows(prizes.individual),
    collective: prizeRows(prizes.collective),
  };
}

/** The definition the form says, over what an earlier version said of the parts the form does not show. */
export function definitionOf(form: TermsForm, before: Definition = {}): Definition {
  const kept = (name: string) => (before[name] ?? {}) as Definition;
  const words = (typed: string) => (typed.trim() ? { vi: typed.trim() } : null);
  const otherFields = ((before.registration ?? []) as { field: string }[]).filter(
    ({ field }) => !(FIELDS as readonly string[]).includes(field),
  );
  const minutes = whole(form.minutes);
  const prediction = form.prediction
    ? { scope: 'ROUND', ...((before.prediction ?? {}) as Definition), target: form.prediction, unit: null }
    : null;
  return {
    ...before,
    eligibility: { age_from: whole(form.ageFrom), age_on: form.ageOn, residence: words(form.residence) },
    registration: [
      ...FIELDS.filter((field) => form.fields[field] !== 'NONE').map((field) => ({
        field,
        need: form.fields[field],
      })),
      ...otherFields,
    ],
    guardian_below_age: whole(form.guardianBelow),
    paper: {
      ...kept('paper'),
      question_count: whole(form.questionCount),
      points_per_question: whole(form.points),
      source: sourceOf(form, kept('paper').source),
      shuffle_questions: form.shuffleQuestions,
      shuffle_options: form.shuffleOptions,
    },
    time_limit_seconds: typeof minutes === 'number' ? minutes * 60 : minutes,
    attempts: { limit: whole(form.attemptsLimit), per: form.attemptsPer, counting: form.counting },
    ranking_keys: form.keys,
    prediction,
    counters_hidden_hours: whole(form.hiddenHours) ?? 0,
    feedback: form.feedback,
    publication: {
      ...kept('publication'),
      board: form.board,
      names_while_open: form.namesWhileOpen,
      names_in_results: form.namesInResults,
    },
    prizes: {
      individual: form.individual.map((row) => prizeOf(row)),
      collective: form.collective.map((row) => ({ ...prizeOf(row), measure: row.measure })),
    },
    units: unitsOf(form, kept('units')),
  };
}

function sourceOf(form: TermsForm, before: unknown): unknown {
  if (form.source === 'RANDOM') return { kind: 'RANDOM' };
  if (form.source !== 'BLUEPRINT') return before;
  const rows = form.rows.map((row) => ({
    count: whole(row.count),
    topic: row.topic.trim() || null,
    level: row.level || null,
    points: whole(row.points),
  }));
  return { kind: 'BLUEPRINT', rows };
}

function prizeOf(row: PrizeRow): Definition {
  return { name: { vi: row.name.trim() }, count: whole(row.count), amount_vnd: whole(row.amount) ?? 0 };
}

/** Units are ordered by what the first collective prize is given for. */
function unitsOf(form: TermsForm, before: Definition): Definition {
  const measures = [...new Set(form.collective.map((row) => row.measure))];
  return measures.length ? { ...before, measures } : before;
}

/** A prediction goes right behind what must be equal before a guess may part people; without one its key goes. */
export function keysWithPrediction(keys: string[], prediction: string): string[] {
  const others = keys.filter((key) => key !== 'PREDICTION_DISTANCE');
  if (!prediction) return others;
  if (keys.includes('PREDICTION_DISTANCE')) return keys;
  const last = Math.max(others.indexOf('POINTS'), others.indexOf('CORRECT_COUNT'));
  return [...others.slice(0, last + 1), 'PREDICTION_DISTANCE', ...others.slice(last + 1)];
}

export type TermsProblem = { path: string; code: string };

/** The part of the form a path of the definition belongs to: its first name. */
export const partOf = (path: string): string => /^[a-z_]+/.exec(path)?.[0] ?? '';
