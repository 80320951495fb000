import { catalogue } from 'shared/i18n/index.svelte.ts';
import { reasons } from 'shared/i18n/vi/contestant-reasons.ts';

export const reasonsWords = catalogue(
  reasons,
  async () => (await import('shared/i18n/en/contestant-reasons.ts')).reasons,
);
