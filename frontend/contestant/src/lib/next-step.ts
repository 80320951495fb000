/** The one action of a contest page, from the state of the contest and of the person. */
import type { RoundBrief } from 'shared/api/types.ts';

import type { Contest } from './api/contests.ts';
import type { Entry, MyRound } from './api/me.ts';

export type Mine = { entry: Entry | null; round: MyRound | null };

export type NextStep =
  | { step: 'ENTER' }
  | { step: 'START'; round: RoundBrief; left: number | null }
  | { step: 'RESUME'; round: RoundBrief; closesAt: string }
  | { step: 'WAIT'; round: RoundBrief; number: string }
  | { step: 'NONE_LEFT'; round: RoundBrief }
  /** `withdrawn` by the person; else the entry was not recognised. */
  | { step: 'EXCLUDED'; withdrawn: boolean }
  | { step: 'ENTRY_CLOSED' }
  | { step: 'STAFF' }
  | { step: 'FINISHED'; entered: boolean };

export function nextStep(contest: Contest, mine: Mine | null, isStaff = false): NextStep {
  const entry = mine?.entry ?? null;
  if (contest.phase === 'FINISHED') return { step: 'FINISHED', entered: entry !== null };
  if (isStaff) return { step: 'STAFF' };
  if (!entry) return { step: contest.entry_open ? 'ENTER' : 'ENTRY_CLOSED' };
  if (entry.state !== 'ACTIVE') return { step: 'EXCLUDED', withdrawn: entry.state === 'WITHDRAWN' };

  const round = contest.current_round;
  if (round?.phase === 'OPEN') {
    const open = mine?.round?.attempts.find((attempt) => attempt.state === 'OPEN');
    if (open) return { step: 'RESUME', round, closesAt: open.closes_at };
    if (mine?.round && mine.round.next_ordinal === null) return { step: 'NONE_LEFT', round };
    return { step: 'START', round, left: mine?.round?.attempts_left ?? null };
  }
  const coming = contest.next_round ?? contest.rounds.find((one) => one.phase === 'COMING');
  return coming ? { step: 'WAIT', round: coming, number: entry.number } : { step: 'FINISHED', entered: true };
}

/** The page that the button of a step leads to; other links need not repeat it. */
export function pageOf(next: NextStep): 'RESULT' | 'BOARD' | 'NOTICES' | null {
  switch (next.step) {
    case 'NONE_LEFT':
      return 'RESULT';
    case 'FINISHED':
      return next.entered ? 'RESULT' : 'BOARD';
    case 'EXCLUDED':
      return next.withdrawn ? 'BOARD' : 'NOTICES';
    case 'STAFF':
    case 'ENTRY_CLOSED':
      return 'BOARD';
    default:
      return null;
  }
}
