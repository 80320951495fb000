import type { Contestant } from '../vi/contestant.ts';
import { common } from './common.ts';

/** Words of every contestant page; what one page alone says lies beside this file. */
export const contestant = {
  ...common,
  nav: {
    account: 'Account',
    contest: 'Contest',
    board: 'Leaderboard',
    result: 'My result',
    organiser: 'Go to the organisers’ pages',
  },
  refusals: {
    ...common.refusals,
    not_entered: 'You have not entered this contest.',
  },
} satisfies Contestant;
