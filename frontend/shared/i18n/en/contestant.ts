import type { Contestant } from '../vi/contestant.ts';
import { common } from './common.ts';

export const contestant = {
  ...common,
  refusals: {
    ...common.refusals,
  },
} satisfies Contestant;
