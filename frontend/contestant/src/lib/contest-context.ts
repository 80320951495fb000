import { createContext } from 'svelte';

import type { Contest } from './api/contests.ts';

/** The contest whose pages are shown; a function, so that a reading anew is seen. */
export const [currentContest, setContest] = createContext<() => Contest>();
