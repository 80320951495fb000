/** Addresses of the exam room. It is an app of its own: reach it by a whole page load. */
const ROUND = 'round';
const RECEIPT = 'attempt';

export function examAddress(round: string): string {
  return `/thi/?${new URLSearchParams({ [ROUND]: round }).toString()}`;
}

export function receiptAddress(round: string, attempt: string): string {
  return `/thi/?${new URLSearchParams({ [ROUND]: round, [RECEIPT]: attempt }).toString()}`;
}

/** What the address of an exam room page asks for. */
export function askedFor(search: string): { round: string | null; receipt: string | null } {
  const asked = new URLSearchParams(search);
  return { round: asked.get(ROUND), receipt: asked.get(RECEIPT) };
}
