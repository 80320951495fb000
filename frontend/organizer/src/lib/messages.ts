import { catalogue } from 'shared/i18n/index.svelte.ts';
import { organizer } from 'shared/i18n/vi/organizer.ts';

export const m = catalogue(organizer, async () => (await import('shared/i18n/en/organizer.ts')).organizer);
