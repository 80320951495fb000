import { catalogue } from 'shared/i18n/index.svelte.ts';
import { unitPages } from 'shared/i18n/vi/organizer-units.ts';

export const unitWords = catalogue(
  unitPages,
  async () => (await import('shared/i18n/en/organizer-units.ts')).unitPages,
);
