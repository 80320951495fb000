import { call } from 'shared/api/client.ts';
import type { ContestText } from 'shared/i18n/index.svelte.ts';

import type { Bank, ContestBrief, StaffBody } from './types.ts';

export type Me = {
  username: string;
  display_name: string;
  body_roles: { body: { slug: string; name: ContestText }; role: string }[];
  contest_roles: { contest: { slug: string; title: ContestText }; role: string }[];
};

export const readMe = (): Promise<Me> => call<Me>('/api/v1/me/');

export async function listBodies(): Promise<StaffBody[]> {
  return (await call<{ bodies: StaffBody[] }>('/api/v1/organizer/bodies/')).bodies;
}

export async function listContests(): Promise<ContestBrief[]> {
  return (await call<{ contests: ContestBrief[] }>('/api/v1/organizer/contests/')).contests;
}

export async function listBanks(): Promise<Bank[]> {
  return (await call<{ banks: Bank[] }>('/api/v1/organizer/banks/')).banks;
}

export type Work = { bodies: StaffBody[]; contests: ContestBrief[]; banks: Bank[] };

/** All that somebody may work on. */
export async function readWork(): Promise<Work> {
  const [bodies, contests, banks] = await Promise.all([listBodies(), listContests(), listBanks()]);
  return { bodies, contests, banks };
}
