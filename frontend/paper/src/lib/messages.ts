import { catalogue } from 'shared/i18n/index.svelte.ts';
import { paper } from 'shared/i18n/vi/paper.ts';

export const m = catalogue(paper, async () => (await import('shared/i18n/en/paper.ts')).paper);
