/** The order of contests on the first page: what waits for somebody, then what runs or comes, then what is over. */
type Waiting = { state: string; open_cases: number; waiting_proposals: number; closes_at: string | null };

export function waitingFirst<One extends Waiting>(contests: One[], now = Date.now()): One[] {
  const rank = (one: One): number => {
    if (one.state === 'DRAFT' || one.open_cases || one.waiting_proposals) return 0;
    return one.closes_at && Date.parse(one.closes_at) <= now ? 2 : 1;
  };
  return [...contests].sort((a, b) => rank(a) - rank(b));
}
