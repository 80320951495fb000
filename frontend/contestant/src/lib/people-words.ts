import { catalogue } from 'shared/i18n/index.svelte.ts';
import { people } from 'shared/i18n/vi/contestant-people.ts';

export const peopleWords = catalogue(
  people,
  async () => (await import('shared/i18n/en/contestant-people.ts')).people,
);
