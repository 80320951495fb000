import { catalogue } from 'shared/i18n/index.svelte.ts';
import { account } from 'shared/i18n/vi/contestant-account.ts';

export const accountWords = catalogue(
  account,
  async () => (await import('shared/i18n/en/contestant-account.ts')).account,
);
