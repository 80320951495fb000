import { catalogue } from 'shared/i18n/index.svelte.ts';
import { contests } from 'shared/i18n/vi/contestant-contests.ts';

export const contestsWords = catalogue(
  contests,
  async () => (await import('shared/i18n/en/contestant-contests.ts')).contests,
);
