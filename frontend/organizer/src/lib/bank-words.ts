import { catalogue } from 'shared/i18n/index.svelte.ts';
import { bankPages } from 'shared/i18n/vi/organizer-bank.ts';

export const bankWords = catalogue(
  bankPages,
  async () => (await import('shared/i18n/en/organizer-bank.ts')).bankPages,
);
