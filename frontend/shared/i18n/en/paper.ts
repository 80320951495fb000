import type { Paper } from '../vi/paper.ts';
import { common } from './common.ts';

export const paper = {
  ...common,
  refusals: {
    ...common.refusals,
  },
} satisfies Paper;
