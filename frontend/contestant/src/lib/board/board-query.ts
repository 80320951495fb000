/** The state of the board page, kept in its address so that it can be shared and comes back on reload. */
export type BoardView = 'ca-nhan' | 'don-vi';

export type BoardQuery = {
  /** Number of the round; null: the one that matters now. */
  round: number | null;
  view: BoardView;
  division: string;
  unit: string;
  unitName: string;
  search: string;
};

type Reader = { get(name: string): string | null };

export function queryOf(params: Reader): BoardQuery {
  return {
    round: Number(params.get('dot')) || null,
    view: params.get('xem') === 'don-vi' ? 'don-vi' : 'ca-nhan',
    division: params.get('bang') ?? '',
    unit: params.get('don-vi') ?? '',
    unitName: params.get('ten') ?? '',
    search: params.get('tim') ?? '',
  };
}

/** The query as a round can answer it: without a division that has no board in it. */
export function inRound(query: BoardQuery, round: { divisions: { code: string }[] } | undefined): BoardQuery {
  const has = round?.divisions.some(({ code }) => code === query.division);
  return has ? query : { ...query, division: '' };
}

export function addressOf(query: BoardQuery, change: Partial<BoardQuery>): string {
  const next = { ...query, ...change };
  const params = new URLSearchParams();
  if (next.round) params.set('dot', String(next.round));
  if (next.view === 'don-vi') params.set('xem', next.view);
  if (next.division) params.set('bang', next.division);
  if (next.unit) params.set('don-vi', next.unit);
  if (next.unit && next.unitName) params.set('ten', next.unitName);
  if (next.search) params.set('tim', next.search);
  return `?${params.toString()}`;
}

/** The round asked for; else the open one, else the last that has begun, else the first. */
export function roundOf<Round extends { number: number; phase: string }>(
  rounds: Round[],
  wanted: number | null,
): Round | undefined {
  const asked = rounds.find((round) => round.number === wanted);
  const open = rounds.find((round) => round.phase === 'OPEN');
  const begun = rounds.filter((round) => round.phase === 'CLOSED');
  return asked ?? open ?? begun[begun.length - 1] ?? rounds[0];
}
