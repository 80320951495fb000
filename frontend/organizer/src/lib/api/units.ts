import { call } from 'shared/api/client.ts';

import type { OwnUnit, UnitBoard, UnitManager } from './types.ts';

const managersOf = (contest: string): string => `/api/v1/organizer/contests/${contest}/unit-managers/`;

type Managers = { managers: UnitManager[] };

export async function listUnitManagers(contest: string): Promise<UnitManager[]> {
  return (await call<Managers>(managersOf(contest))).managers;
}

export async function giveCharge(
  contest: string,
  form: { username: string; unit: string },
): Promise<UnitManager[]> {
  return (await call<Managers>(managersOf(contest), { method: 'POST', body: form })).managers;
}

export async function endCharge(contest: string, id: string): Promise<UnitManager[]> {
  return (await call<Managers>(`${managersOf(contest)}${id}/`, { method: 'DELETE' })).managers;
}

/** The units the person signed in has charge of. */
export async function listOwnUnits(): Promise<OwnUnit[]> {
  return (await call<{ units: OwnUnit[] }>('/api/v1/me/units/')).units;
}

export const readOwnUnit = (unit: string, round: string, after = ''): Promise<UnitBoard> =>
  call<UnitBoard>(`/api/v1/me/units/${unit}/rounds/${round}/`, { query: { after } });
