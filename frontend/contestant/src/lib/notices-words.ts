import { catalogue } from 'shared/i18n/index.svelte.ts';
import { notices } from 'shared/i18n/vi/contestant-notices.ts';

export const noticesWords = catalogue(
  notices,
  async () => (await import('shared/i18n/en/contestant-notices.ts')).notices,
);
