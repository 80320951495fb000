import { common } from './common.ts';

export const contestant = {
  ...common,
  refusals: {
    ...common.refusals,
  },
};

export type Contestant = typeof contestant;
