import type { Site } from './site.ts';

/** One test: a way through the product that holds from its first to its last line. */
export type Flow = { name: string; run: (site: Site) => Promise<void> };
