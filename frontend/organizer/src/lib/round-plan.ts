/** Where a round stands, and the plan of a new one. Pure. */
import type { Act, Contest, Round } from './api/types.ts';

export type RoundPhase = 'COMING' | 'OPEN' | 'CLOSED';

export function phaseOf(round: Pick<Round, 'opens_at' | 'closes_at'>, now: number): RoundPhase {
  if (now < Date.parse(round.opens_at)) return 'COMING';
  return now < Date.parse(round.closes_at) ? 'OPEN' : 'CLOSED';
}

/** The same for those who plan it: of a draft nobody was told, so its rounds can still be planned anew. */
export function phaseIn(
  contest: Pick<Contest, 'state'>,
  round: Pick<Round, 'opens_at' | 'closes_at'>,
  now: number,
): RoundPhase {
  return contest.state === 'DRAFT' ? 'COMING' : phaseOf(round, now);
}

/** What a round waits for that this person may do: a confirmation, or its papers. */
export function nextStep(
  round: Pick<Round, 'extended_by_me' | 'paper_count'>,
  phase: RoundPhase,
  may: (act: Act) => boolean,
): 'CONFIRM' | 'PREPARE' | null {
  if (round.extended_by_me === false && may('EXTEND')) return 'CONFIRM';
  return phase === 'COMING' && !round.paper_count && may('PREPARE') ? 'PREPARE' : null;
}

const DAY = 24 * 60 * 60 * 1000;

/** A week as proposed for the next round, on the wall clock: after the last one, else from next Monday. */
export function nextWeek(lastCloses: string, today: string): { opens: string; closes: string } {
  const from = lastCloses || nextMonday(today);
  return { opens: from, closes: shifted(from, 7) };
}

function nextMonday(today: string): string {
  const weekday = new Date(`${today.slice(0, 10)}T00:00Z`).getUTCDay();
  const daysAhead = (8 - weekday) % 7 || 7;
  return `${shifted(today, daysAhead).slice(0, 10)}T08:00`;
}

function shifted(wall: string, days: number): string {
  return new Date(Date.parse(`${wall}Z`) + days * DAY).toISOString().slice(0, 16);
}

/**
 * The name proposed for the next round: one more than the highest among those named this way, else the next in the
 * row. A round that was deleted leaves a gap, so their count alone would name one twice.
 */
export function nextName(titles: string[], nameOf: (number: number) => string): string {
  const numbers = titles
    .map((title) => Number(/\d+/.exec(title)?.[0]))
    .filter((number, index) => titles[index] === nameOf(number));
  return nameOf(Math.max(...(numbers.length ? numbers : [titles.length])) + 1);
}
