import { createContext } from 'svelte';

import type { Bank } from './api/types.ts';

/** The bank whose pages are shown, and how to read it anew after a change. */
export const [currentBank, setBank] = createContext<{ bank: () => Bank; read: () => Promise<void> }>();
