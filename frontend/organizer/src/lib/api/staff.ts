import { Problem, call } from 'shared/api/client.ts';
import type { ContestText } from 'shared/i18n/index.svelte.ts';

import type { Bank, ContestBrief, Role, StaffBody } from './types.ts';

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

export type BodyWithPeople = { body: StaffBody; roles: Role[] };

const rolesOf = (slug: string): string => `/api/v1/organizer/bodies/${slug}/roles/`;

export async function readBody(slug: string): Promise<BodyWithPeople> {
  const [bodies, { roles }] = await Promise.all([listBodies(), call<{ roles: Role[] }>(rolesOf(slug))]);
  const body = bodies.find((one) => one.slug === slug);
  if (!body) throw new Problem('not_found', 404);
  return { body, roles };
}

export async function grantBodyRole(slug: string, form: { username: string; role: string }): Promise<Role[]> {
  return (await call<{ roles: Role[] }>(rolesOf(slug), { method: 'POST', body: form })).roles;
}

export async function endBodyRole(slug: string, id: string): Promise<Role[]> {
  return (await call<{ roles: Role[] }>(`${rolesOf(slug)}${id}/`, { method: 'DELETE' })).roles;
}
