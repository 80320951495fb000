import type { RefusalWords } from 'shared/api/refusals.ts';
import { catalogue } from 'shared/i18n/index.svelte.ts';
import { organizer } from 'shared/i18n/vi/organizer.ts';

/** Words of every page; the modules beside this one hold what single pages say. */
export const m = catalogue(organizer, async () => (await import('shared/i18n/en/organizer.ts')).organizer);

/** Words of every page, with what the pages of `own` alone say to a refusal. */
export function withRefusals<Refusals extends Partial<RefusalWords['refusals']>>(own: {
  refusals: Refusals;
}) {
  return { ...m(), refusals: { ...m().refusals, ...own.refusals } };
}
