import { catalogue } from 'shared/i18n/index.svelte.ts';
import { contestant } from 'shared/i18n/vi/contestant.ts';

export const m = catalogue(contestant, async () => (await import('shared/i18n/en/contestant.ts')).contestant);
