import { call } from 'shared/api/client.ts';
import type { BoardStatus, RankingKey, RoundBrief, Text, UnitBrief } from 'shared/api/types.ts';

export type BoardRow = {
  rank: number;
  name: string | null;
  unit: UnitBrief | null;
  division: string | null;
  points: number;
  correct_count: number;
  duration_ms: number;
  submitted_at: string;
  /** The key that put this row above the one below it; null for the last row of a page. */
  decided_by: RankingKey | null;
  tied: boolean;
};

export type Board = {
  round: RoundBrief;
  contest: { slug: string; title: Text };
  status: BoardStatus;
  as_of: string;
  keys: RankingKey[];
  left_out: string[];
  rows: BoardRow[];
  after: string | null;
};

export type UnitRow = {
  rank: number;
  unit: UnitBrief & { parent_name: string | null };
  people: number;
  attempts: number;
  head_count: number | null;
  rate_percent: number | null;
  mean_points: number | null;
  all_right: number | null;
};

export type UnitBoard = {
  round: RoundBrief;
  status: BoardStatus;
  as_of: string;
  rows: UnitRow[];
  after: string | null;
};

export type BoardFilter = { after?: string; unit?: string; division?: string; q?: string };

export function readBoard(round: string, filter: BoardFilter): Promise<Board> {
  return call<Board>(`/api/v1/rounds/${round}/board/`, { query: filter });
}

export function readUnitBoard(round: string, after?: string): Promise<UnitBoard> {
  return call<UnitBoard>(`/api/v1/rounds/${round}/units/`, { query: { after } });
}
