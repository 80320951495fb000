import { catalogue } from 'shared/i18n/index.svelte.ts';
import { contestPage } from 'shared/i18n/vi/contestant-contest.ts';

export const contestWords = catalogue(
  contestPage,
  async () => (await import('shared/i18n/en/contestant-contest.ts')).contestPage,
);
