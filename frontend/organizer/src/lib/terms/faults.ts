/** What the engine refuses in the terms, brought to the control that says it. */
import { createContext } from 'svelte';

import type { ContestPages } from 'shared/i18n/vi/organizer-contest.ts';

import { partOf, type TermsProblem } from '#lib/terms-form.ts';

type Words = ContestPages['terms'];
/** `id` of the control, or of the part where no control says it alone. */
export type Fault = { id: string; label: string; said: string };

/** What is wrong with the control of this id, if anything. */
export const [currentFaults, setFaults] = createContext<(id: string) => string | undefined>();

const CONTROLS = {
  'eligibility.age_from': ['age_from', 'ageFrom'],
  guardian_below_age: ['guardian_below', 'guardian'],
  shared_contact_limit: ['shared_contacts', 'sharedContacts'],
  'paper.question_count': ['question_count', 'questionCount'],
  'paper.points_per_question': ['points', 'points'],
  time_limit_seconds: ['time', 'time'],
  'attempts.limit': ['attempts_limit', 'attemptsLimit'],
  'extra_time.percent_up_to': ['extra_percent', 'extraPercent'],
  counters_hidden_hours: ['hidden_hours', 'hiddenHours'],
  'units.qualifies_from': ['qualifies_percent', 'qualifies'],
} as const;
const ROWS = {
  divisions: 'divisions',
  'prizes.individual': 'individual',
  'prizes.collective': 'collective',
  'paper.source.rows': 'rows',
  'paper.source.sets': 'sets',
} as const;

/** One fault for each control, in the order of the definition. */
export function faultsOf(problems: TermsProblem[], words: Words): Fault[] {
  const found = problems.map(({ path, code }) => ({
    ...placeOf(path, words),
    said: words.problem[code] ?? code,
  }));
  return found.filter(({ id }, index) => found.findIndex((other) => other.id === id) === index);
}

/** Cells of rows have their path for an id. */
function placeOf(path: string, words: Words): { id: string; label: string } {
  if (isIn(CONTROLS, path)) {
    const [id, label] = CONTROLS[path];
    return { id, label: words[label] };
  }
  const [cell, rows = '', index = ''] = /^([a-z.]+)\[(\d+)\]\.[a-z_]+/.exec(path) ?? [];
  if (cell && isIn(ROWS, rows)) return { id: cell, label: words.inRow(words[ROWS[rows]], Number(index) + 1) };
  const part = partOf(path);
  return { id: `terms-${part}`, label: words.part[part] ?? path };
}

function isIn<Table extends object>(table: Table, name: string): name is keyof Table & string {
  return Object.keys(table).includes(name);
}
