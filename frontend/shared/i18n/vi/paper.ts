import { common } from './common.ts';

export const paper = {
  ...common,
  refusals: {
    ...common.refusals,
  },
};

export type Paper = typeof paper;
