import { createContext } from 'svelte';

import type { Act, Contest } from './api/types.ts';

/** The contest whose pages are shown, what the person may do in it, and how its pages tell of a change. */
export type ContestDesk = {
  contest: () => Contest;
  may: (act: Act) => boolean;
  /** The contest as the server gave it after a change. */
  changed: (contest: Contest) => void;
};

export const [currentDesk, setDesk] = createContext<ContestDesk>();
