import { catalogue } from 'shared/i18n/index.svelte.ts';
import { standings } from 'shared/i18n/vi/contestant-standings.ts';

export const standingsWords = catalogue(
  standings,
  async () => (await import('shared/i18n/en/contestant-standings.ts')).standings,
);
