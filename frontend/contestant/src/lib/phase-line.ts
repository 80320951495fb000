/** The state of a contest in one line: «Tuần 2 đang diễn ra, còn 3 ngày 4 giờ». */
import { currentLanguage, text } from 'shared/i18n/index.svelte.ts';
import { day, duration, moment, span } from 'shared/lib/format.ts';
import type { ContestSummary } from 'shared/api/types.ts';

import { contestsWords } from './contests-words.ts';

type Phased = Pick<ContestSummary, 'phase' | 'opens_at' | 'closes_at' | 'current_round' | 'next_round'> & {
  time_zone?: string;
};

export function phaseLine(contest: Phased, now: number): string {
  const language = currentLanguage();
  const at = (instant: string | null): string =>
    instant ? moment(instant, language, contest.time_zone) : '';
  const { current_round: current, next_round: next } = contest;
  if (contest.phase === 'COMING') return contestsWords().phase.coming(at(contest.opens_at));
  if (contest.phase === 'FINISHED') {
    return contestsWords().phase.finished(contest.closes_at ? day(contest.closes_at, contest.time_zone) : '');
  }
  if (contest.phase === 'RUNNING' && current) {
    return contestsWords().phase.running(
      text(current.title),
      span(Date.parse(current.closes_at) - now, language),
    );
  }
  return next
    ? contestsWords().phase.between(text(next.title), at(next.opens_at))
    : contestsWords().phase.betweenUnknown;
}

/** «20 câu hỏi · 15 phút · 3 đợt thi»: what a person has to reckon with. */
export function factsLine(contest: {
  question_count: number | null;
  time_limit_seconds: number | null;
  attempts?: { limit: number | null; per: 'ROUND' | 'CONTEST' };
  rounds?: number;
}): string {
  const facts = contestsWords().facts;
  const { question_count: questions, time_limit_seconds: seconds, attempts, rounds } = contest;
  if (questions === null) return '';
  const parts = [facts.questions(questions), seconds ? duration(seconds, currentLanguage()) : facts.noLimit];
  if (attempts) {
    if (attempts.limit === null) parts.push(facts.unlimited);
    else
      parts.push(
        attempts.per === 'ROUND' ? facts.perRound(attempts.limit) : facts.perContest(attempts.limit),
      );
  }
  if (rounds) parts.push(facts.rounds(rounds));
  return parts.join(' · ');
}
