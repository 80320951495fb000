import { catalogue } from 'shared/i18n/index.svelte.ts';
import { contestPages } from 'shared/i18n/vi/organizer-contest.ts';

export const contestWords = catalogue(
  contestPages,
  async () => (await import('shared/i18n/en/organizer-contest.ts')).contestPages,
);
