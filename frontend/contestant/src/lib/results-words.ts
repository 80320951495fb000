import { catalogue } from 'shared/i18n/index.svelte.ts';
import { results } from 'shared/i18n/vi/contestant-results.ts';

export const resultsWords = catalogue(
  results,
  async () => (await import('shared/i18n/en/contestant-results.ts')).results,
);
