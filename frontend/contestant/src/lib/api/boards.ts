import { call } from 'shared/api/client.ts';
import type { components } from 'shared/api/schema.d.ts';

type Schemas = components['schemas'];

export type Board = Schemas['Board'];
/** `decided_by`: the key that put this row above the one below it. */
export type BoardRow = Schemas['Place'];
export type UnitBoard = Schemas['UnitBoard'];
export type UnitRow = Schemas['UnitPlace'];

export type BoardFilter = { after?: string; unit?: string; division?: string; q?: string };

export function readBoard(round: string, filter: BoardFilter): Promise<Board> {
  return call<Board>(`/api/v1/rounds/${round}/board/`, { query: filter });
}

export function readUnitBoard(round: string, after?: string): Promise<UnitBoard> {
  return call<UnitBoard>(`/api/v1/rounds/${round}/units/`, { query: { after } });
}
