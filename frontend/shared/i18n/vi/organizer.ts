import { common } from './common.ts';

export const organizer = {
  ...common,
  refusals: {
    ...common.refusals,
  },
};

export type Organizer = typeof organizer;
