import { call } from 'shared/api/client.ts';
import type { UnitFound } from 'shared/ui/unit-picker/unit.ts';

import type { Contest, HeadCount, Role } from './types.ts';

const ROOT = '/api/v1/organizer';

export type Words = { vi: string; en?: string };

export type ContestFacts = {
  title: Words;
  summary: Words;
  unit_root: string | null;
  privacy_notice: string | null;
  registration_closes_at: string | null;
};

export type RoundPlan = {
  title: Words;
  opens_at: string;
  closes_at: string;
  results_at: string | null;
  counters_hidden_from: string | null;
  bank: string | null;
  blueprint: string | null;
};

export type NewHeadCount = { unit: string; people: number; source: string; counted_on: string };

export type Recovery = { pin: string; username: string; expires_at: string };

const one = (slug: string): string => `${ROOT}/contests/${slug}/`;
const send = <Reply>(path: string, body?: unknown): Promise<Reply> =>
  call<Reply>(path, { method: 'POST', body });

export const createContest = (form: {
  body: string;
  slug: string;
  title: Words;
  kind: string;
  unit_root: string | null;
}): Promise<Contest> => send(`${ROOT}/contests/`, form);

export const readContest = (slug: string): Promise<Contest> => call<Contest>(one(slug));

export const changeContest = (slug: string, form: ContestFacts): Promise<Contest> =>
  call<Contest>(one(slug), { method: 'PUT', body: form });

/** Throws a draft away that nobody outside has seen. */
export const deleteContest = (slug: string): Promise<unknown> => call(one(slug), { method: 'DELETE' });

export const writeTerms = (
  slug: string,
  form: { definition: unknown; effective_at: string | null; change_note: Words },
): Promise<Contest> => send(`${one(slug)}terms/`, form);

export const createRound = (slug: string, plan: RoundPlan): Promise<Contest> =>
  send(`${one(slug)}rounds/`, plan);

export const changeRound = (id: string, plan: RoundPlan): Promise<Contest> =>
  call<Contest>(`${ROOT}/rounds/${id}/`, { method: 'PUT', body: plan });

/** Throws a round of a draft away. */
export const deleteRound = (id: string): Promise<Contest> =>
  call<Contest>(`${ROOT}/rounds/${id}/`, { method: 'DELETE' });

export const preparePapers = (round: string): Promise<Contest> => send(`${ROOT}/rounds/${round}/papers/`);

export const redrawPapers = (round: string, form: { reason: string }): Promise<Contest> =>
  send(`${ROOT}/rounds/${round}/papers/redrawing/`, form);

export const extendRound = (round: string, form: { closes_at: string; reason: string }): Promise<Contest> =>
  send(`${ROOT}/rounds/${round}/extensions/`, form);

export const confirmExtension = (round: string): Promise<Contest> =>
  send(`${ROOT}/rounds/${round}/extensions/confirmation/`);

export const writeNotice = (
  body: string,
  form: { text: Words; legal_basis: string; asks_to_publish_names: boolean },
): Promise<unknown> => send(`${ROOT}/bodies/${body}/privacy-notices/`, form);

export const publish = (slug: string): Promise<Contest> => send(`${one(slug)}publication/`);

export async function listRoles(slug: string): Promise<Role[]> {
  return (await call<{ roles: Role[] }>(`${one(slug)}roles/`)).roles;
}

export async function grantRole(slug: string, form: { username: string; role: string }): Promise<Role[]> {
  return (await send<{ roles: Role[] }>(`${one(slug)}roles/`, form)).roles;
}

export async function endRole(slug: string, id: string): Promise<Role[]> {
  return (await call<{ roles: Role[] }>(`${one(slug)}roles/${id}/`, { method: 'DELETE' })).roles;
}

export async function listHeadCounts(slug: string): Promise<HeadCount[]> {
  return (await call<{ head_counts: HeadCount[] }>(`${one(slug)}head-counts/`)).head_counts;
}

export async function setHeadCount(slug: string, form: NewHeadCount): Promise<HeadCount[]> {
  return (await send<{ head_counts: HeadCount[] }>(`${one(slug)}head-counts/`, form)).head_counts;
}

/** A one-time PIN with which a person sets a new password. */
export const giveRecoveryPin = (
  slug: string,
  who: { entry_number: string } | { username: string },
): Promise<Recovery> => send(`${one(slug)}recoveries/`, who);

export async function searchUnits(query: string, contest?: string): Promise<UnitFound[]> {
  const { units } = await call<{ units: UnitFound[] }>('/api/v1/units/', { query: { q: query, contest } });
  return units;
}
