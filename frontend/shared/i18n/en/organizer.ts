import type { Organizer } from '../vi/organizer.ts';
import { common } from './common.ts';

export const organizer = {
  ...common,
  refusals: {
    ...common.refusals,
  },
} satisfies Organizer;
