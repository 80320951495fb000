import type { Contests } from '../vi/contestant-contests.ts';

const number = (value: number): string => new Intl.NumberFormat('en-GB').format(value);

export const contests = {
  home: {
    title: 'Contests on knowledge of the law',
    intro: 'Online and free. You need a phone with a network and a few quiet minutes.',
    running: 'Running now',
    coming: 'Opening soon',
    finished: 'Finished',
    none: 'There is no contest at the moment. Please come back later.',
    open: 'See the contest',
  },
  kind: {
    LIVE: '',
    REHEARSAL: 'A rehearsal: results do not count',
    DEMO: 'A demonstration contest, for trying out',
  },
  /** The state of a contest in one line. */
  phase: {
    coming: (opens: string) => `Opens at ${opens}`,
    running: (round: string, left: string) => `${round} is running, ${left} left`,
    between: (round: string, opens: string) => `${round} opens at ${opens}`,
    finished: (closed: string) => `Finished on ${closed}`,
    betweenUnknown: 'Paused between two rounds',
  },
  facts: {
    questions: (count: number) => (count === 1 ? '1 question' : `${number(count)} questions`),
    noLimit: 'no time limit',
    perRound: (count: number) => `${number(count)} ${count === 1 ? 'attempt' : 'attempts'} a round`,
    perContest: (count: number) => `${number(count)} ${count === 1 ? 'attempt' : 'attempts'} in all`,
    unlimited: 'any number of attempts',
    rounds: (count: number) => (count === 1 ? '1 round' : `${number(count)} rounds`),
    heldBy: (body: string) => `Held by ${body}`,
  },
  /** The one action of a contest page and the line above it. */
  act: {
    enter: 'Enter the contest',
    start: 'Start',
    resume: 'Go on with the open attempt',
    board: 'See the leaderboard',
    result: 'See my result',
    entered: (number: string) => `You have entered. Entry number: ${number}`,
    attemptsLeft: (count: number) =>
      `You have ${number(count)} ${count === 1 ? 'attempt' : 'attempts'} left in this round.`,
    attemptsUnlimited: 'You may try as often as you like while the round is open.',
    noneLeft: 'You have used all your attempts in this round.',
    openAttempt: (closes: string) => `You have an open attempt; its time ends at ${closes}.`,
    waiting: (round: string, opens: string) =>
      `${round} opens at ${opens}. The start button will be here then.`,
    entryClosed: 'Entries are closed.',
    staff: 'You have a role in this contest and so do not take part.',
    withdrawn: 'You have withdrawn from this contest.',
    notRecognised: 'Your entry was not recognised. The reason is among the notices in your account.',
    toNotices: 'Read the notices',
    mineFailed: 'Your own state could not be loaded.',
  },
  error: {
    notFoundTitle: 'This page could not be found',
    notFound: 'The address may be mistyped, or the page has moved. Your paper and saved answers are safe.',
    title: 'This page could not be opened',
    safe: 'Your paper and saved answers are safe.',
    toHome: 'To the home page',
    reload: 'Reload the page',
    help: 'For help, call the number at the foot of the contest page and read out this code:',
  },
} satisfies Contests;
