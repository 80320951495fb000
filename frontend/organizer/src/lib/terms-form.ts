/** The terms of a contest as a form holds them, to and from the definition the engine obeys. Pure.
 *
 * What the form does not show of a definition (English names …) goes back unchanged.
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
export const MEASURES = ['PEOPLE', 'ATTEMPTS', 'RATE', 'MEAN_POINTS', 'ALL_RIGHT'] as const;

export type Need = 'NONE' | 'OPTIONAL' | 'REQUIRED';
/** A text of the definition: its Vietnamese is typed, its English is kept while that stays. */
export type Said = { vi: string; en?: string };
export type PrizeRow = { name: string; count: string; amount: string; measure: string; said?: Said };
export type DivisionRow = { code: string; title: string; said?: Said };
/** A set of questions put together by hand: addresses or ids, one a line; `round` empty for every round. */
export type SetRow = { round: string; questions: string };
export type BlueprintRow = { count: string; topic: string; level: string; points: string };

export type TermsForm = {
  ageFrom: string;
  ageOn: string;
  residence: string;
  fields: Record<string, Need>;
  guardianBelow: string;
  sharedContacts: string;
  divisions: DivisionRow[];
  questionCount: string;
  points: string;
  time: string;
  /** Seconds that one of `time` holds: 60, or 1 where the limit is no whole number of minutes. */
  timeUnit: number;
  source: string;
  rows: BlueprintRow[];
  sets: SetRow[];
  shuffleQuestions: boolean;
  shuffleOptions: boolean;
  attemptsLimit: string;
  attemptsPer: string;
  counting: string;
  timeMeasure: string;
  extraPercent: string;
  extraComparison: string;
  keys: string[];
  lastResort: string;
  prediction: string;
  predictionScope: string;
  predictionUnit: string;
  hiddenHours: string;
  feedback: string;
  board: string;
  namesWhileOpen: string;
  namesInResults: string;
  individual: PrizeRow[];
  collective: PrizeRow[];
  unitMeasures: string[];
  qualifiesPercent: string;
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
    sharedContacts: '3',
    divisions: [],
    questionCount: '20',
    points: '5',
    time: '15',
    timeUnit: 60,
    source: 'RANDOM',
    rows: [],
    sets: [],
    shuffleQuestions: true,
    shuffleOptions: true,
    attemptsLimit: '2',
    attemptsPer: 'ROUND',
    counting: 'BEST',
    timeMeasure: 'SUBMIT',
    extraPercent: '',
    extraComparison: 'IN_PROPORTION',
    keys: ['POINTS', 'DURATION', 'SUBMIT_MOMENT'],
    lastResort: 'SHARED',
    prediction: '',
    predictionScope: 'ROUND',
    predictionUnit: 'PEOPLE',
    hiddenHours: '0',
    feedback: 'POINTS_AND_TIME',
    board: 'LIVE',
    namesWhileOpen: 'NAME_HIDDEN',
    namesInResults: 'FULL',
    individual: [],
    collective: [],
    unitMeasures: ['PEOPLE'],
    qualifiesPercent: '',
  };
}

/** Whole number typed, with or without dots between thousands, null where nothing is; what is no number stays
 * for the server to refuse.
 */
export function whole(typed: string): number | string | null {
  const bare = typed.trim();
  if (!bare) return null;
  return /^(\d+|\d{1,3}([.\s]\d{3})+)$/.test(bare) ? Number(bare.replace(/[.\s]/g, '')) : typed;
}

/** Hundredths of a percent; «12,5» is 1250. */
export function hundredths(typed: string): number | string {
  const bare = typed.trim().replace(',', '.');
  return /^(\d{1,3}(\.\d{1,2})?)?$/.test(bare) ? Math.round(Number(bare) * 100) : typed;
}

export function formOf(definition: Definition): TermsForm {
  const part = (name: string) => (definition[name] ?? {}) as Record<string, never>;
  const shown = (value: unknown) => (value === null || value === undefined ? '' : String(value));
  const words = (value: unknown) => (value as { vi?: string } | null)?.vi ?? '';
  const [eligibility, paper, attempts] = [part('eligibility'), part('paper'), part('attempts')];
  const [publication, prizes] = [part('publication'), part('prizes')];
  const [prediction, extra, units] = [part('prediction'), part('extra_time'), part('units')];
  const source = (paper.source ?? { kind: 'RANDOM' }) as {
    kind: string;
    rows?: Record<string, unknown>[];
    sets?: { round: number | null; questions: string[] }[];
  };
  const seconds = definition.time_limit_seconds as number | null;
  const timeUnit = (seconds ?? 0) % 60 ? 1 : 60;
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
      said: row.name as Said,
    }));
  return {
    ageFrom: shown(eligibility.age_from),
    ageOn: shown(eligibility.age_on) || 'ENTRY',
    residence: words(eligibility.residence),
    fields: Object.fromEntries(FIELDS.map((field) => [field, needs[field] ?? 'NONE'])),
    guardianBelow: shown(definition.guardian_below_age),
    sharedContacts: shown(definition.shared_contact_limit),
    divisions: ((definition.divisions ?? []) as { code: string; title: Said }[]).map(({ code, title }) => ({
      code,
      title: title.vi,
      said: title,
    })),
    questionCount: shown(paper.question_count),
    points: shown(paper.points_per_question),
    time: seconds === null ? '' : String(seconds / timeUnit),
    timeUnit,
    source: source.kind,
    rows: (source.rows ?? []).map((row) => ({
      count: shown(row.count),
      topic: shown(row.topic),
      level: shown(row.level),
      points: shown(row.points),
    })),
    sets: (source.sets ?? []).map(({ round, questions }) => ({
      round: shown(round),
      questions: questions.join('\n'),
    })),
    shuffleQuestions: paper.shuffle_questions !== false,
    shuffleOptions: paper.shuffle_options !== false,
    attemptsLimit: shown(attempts.limit),
    attemptsPer: shown(attempts.per) || 'ROUND',
    counting: shown(attempts.counting) || 'BEST',
    keys: [...((definition.ranking_keys ?? []) as string[])],
    timeMeasure: shown(definition.time_measure) || 'SUBMIT',
    extraPercent: shown(extra.percent_up_to),
    extraComparison: shown(extra.comparison) || 'IN_PROPORTION',
    lastResort: shown(definition.last_resort) || 'SHARED',
    prediction: shown(prediction.target),
    predictionScope: shown(prediction.scope) || 'ROUND',
    predictionUnit: shown(prediction.unit) || 'PEOPLE',
    hiddenHours: shown(definition.counters_hidden_hours) || '0',
    feedback: shown(definition.feedback),
    board: shown(publication.board) || 'LIVE',
    namesWhileOpen: shown(publication.names_while_open),
    namesInResults: shown(publication.names_in_results),
    individual: prizeRows(prizes.individual),
    collective: prizeRows(prizes.collective),
    unitMeasures: [...((units.measures ?? ['PEOPLE']) as string[])],
    qualifiesPercent: units.qualifies_from ? String(units.qualifies_from / 100).replace('.', ',') : '',
  };
}

/** The definition the form says, over what an earlier version said of the parts the form does not show. */
export function definitionOf(form: TermsForm, before: Definition = {}): Definition {
  const kept = (name: string) => (before[name] ?? {}) as Definition;
  const time = whole(form.time);
  const residence = form.residence.trim()
    ? said(form.residence, kept('eligibility').residence as Said | undefined)
    : null;
  const divisions = form.divisions.map((row) => ({
    code: row.code.trim(),
    title: said(row.title, row.said),
  }));
  return {
    ...before,
    eligibility: { age_from: whole(form.ageFrom), age_on: form.ageOn, residence },
    registration: [
      ...FIELDS.filter((field) => form.fields[field] !== 'NONE').map((field) => ({
        field,
        need: form.fields[field],
      })),
      ...(divisions.length ? [{ field: 'division', need: 'REQUIRED' }] : []),
    ],
    divisions,
    guardian_below_age: whole(form.guardianBelow),
    shared_contact_limit: whole(form.sharedContacts),
    paper: {
      ...kept('paper'),
      question_count: whole(form.questionCount),
      points_per_question: whole(form.points),
      source: sourceOf(form),
      shuffle_questions: form.shuffleQuestions,
      shuffle_options: form.shuffleOptions,
    },
    time_limit_seconds: typeof time === 'number' ? time * form.timeUnit : time,
    time_measure: form.timeMeasure,
    extra_time: form.extraPercent.trim()
      ? { percent_up_to: whole(form.extraPercent), comparison: form.extraComparison }
      : null,
    attempts: { limit: whole(form.attemptsLimit), per: form.attemptsPer, counting: form.counting },
    ranking_keys: form.keys,
    last_resort: form.lastResort,
    prediction: predictionOf(form),
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
    units: {
      measures: form.unitMeasures,
      qualifies_from: form.unitMeasures.includes('RATE') ? hundredths(form.qualifiesPercent) : 0,
    },
  };
}

/** What was typed; with the English of before where the Vietnamese is that of before. */
function said(typed: string, before?: Said): Said {
  return before?.vi === typed.trim() ? before : { vi: typed.trim() };
}

function sourceOf(form: TermsForm): Definition {
  if (form.source === 'RANDOM') return { kind: 'RANDOM' };
  if (form.source === 'FIXED_SETS') {
    const sets = form.sets.map((row) => ({ questions: idsIn(row.questions), round: whole(row.round) }));
    return { kind: 'FIXED_SETS', sets };
  }
  const rows = form.rows.map((row) => ({
    count: whole(row.count),
    topic: row.topic.trim() || null,
    level: row.level || null,
    points: whole(row.points),
  }));
  return { kind: 'BLUEPRINT', rows };
}

const ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** The question ids among what was pasted: one a line, bare or at the end of a page's address. */
export function idsIn(pasted: string): string[] {
  const lines = pasted.split(/\s+/).filter(Boolean);
  return lines.map((line) => ID.exec(line)?.[0] ?? line);
}

export function isId(text: string): boolean {
  return ID.test(text);
}

function predictionOf(form: TermsForm): Definition | null {
  if (!form.prediction) return null;
  const unit = form.prediction === 'PERCENT_ALL_RIGHT' ? form.predictionUnit : null;
  return { target: form.prediction, scope: form.predictionScope, unit };
}

function prizeOf(row: PrizeRow): Definition {
  return { name: said(row.name, row.said), count: whole(row.count), amount_vnd: whole(row.amount) ?? 0 };
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

/** Parts of the definition that the form shows inside another one. */
const SHOWN_IN: Record<string, string> = {
  guardian_below_age: 'registration',
  shared_contact_limit: 'registration',
  time_limit_seconds: 'paper',
  time_measure: 'ranking_keys',
  last_resort: 'ranking_keys',
  feedback: 'publication',
};

/** The part of the form that shows a path of the definition, by the path's first name. */
export function partOf(path: string): string {
  const name = /^[a-z_]+/.exec(path)?.[0] ?? '';
  return SHOWN_IN[name] ?? name;
}
