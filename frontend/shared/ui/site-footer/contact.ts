import type { ContestText } from '../../i18n/index.svelte.ts';

/** Who holds the contest and how to reach them. */
export type Contact = {
  controller: ContestText | string | null;
  address: ContestText | string | null;
  phone: string | null;
  email: string | null;
  hotline: string | null;
  hotline_hours: ContestText;
  responsible: ContestText | string | null;
};
