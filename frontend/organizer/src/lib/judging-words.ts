import { catalogue } from 'shared/i18n/index.svelte.ts';
import { judgingPages } from 'shared/i18n/vi/organizer-judging.ts';

export const judgingWords = catalogue(
  judgingPages,
  async () => (await import('shared/i18n/en/organizer-judging.ts')).judgingPages,
);
