import { catalogue } from 'shared/i18n/index.svelte.ts';
import { contestant } from 'shared/i18n/vi/contestant.ts';

/** Words of every page; the modules beside this one hold what single pages say, so that others need not load it. */
export const m = catalogue(contestant, async () => (await import('shared/i18n/en/contestant.ts')).contestant);
