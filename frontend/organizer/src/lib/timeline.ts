/** What the moments of an attempt's last changes tell at a glance. Pure; moments in milliseconds since the start. */
export type Timeline = { first: number; last: number; longestGap: number; answered: number };

export function timelineOf(changed: (number | null)[]): Timeline | null {
  const moments = changed.filter((at) => at !== null).sort((a, b) => a - b);
  const [first, last] = [moments[0], moments[moments.length - 1]];
  if (first === undefined || last === undefined) return null;
  const gaps = moments.slice(1).map((at, index) => at - (moments[index] ?? at));
  return { first, last, longestGap: Math.max(0, ...gaps), answered: moments.length };
}
