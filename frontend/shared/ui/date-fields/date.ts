export type DateParts = { day: string; month: string; year: string };

/** "2006-03-09" as the three texts a person would type. */
export function partsOf(value: string): DateParts {
  const [year = '', month = '', day = ''] = value.split('-');
  if (!year || !month || !day) return { day: '', month: '', year: '' };
  return { day: String(Number(day)), month: String(Number(month)), year };
}

/** The date typed as "YYYY-MM-DD", "" when nothing is typed, "invalid" when there is no such day. */
export function toDate({ day, month, year }: DateParts): string {
  const [d, m, y] = [day, month, year].map((part) => part.trim());
  if (!d && !m && !y) return '';
  if (!/^\d{1,2}$/.test(d ?? '') || !/^\d{1,2}$/.test(m ?? '') || !/^\d{4}$/.test(y ?? '')) return 'invalid';
  const date = `${y}-${(m ?? '').padStart(2, '0')}-${(d ?? '').padStart(2, '0')}`;
  const read = new Date(`${date}T00:00:00Z`);
  const exists = !Number.isNaN(read.getTime()) && read.toISOString().startsWith(date);
  return exists ? date : 'invalid';
}

/** Whole years lived on the given day; both "YYYY-MM-DD". The birthday itself counts. */
export function ageOn(born: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(born.slice(0, 4));
  return on.slice(5) >= born.slice(5) ? years : years - 1;
}
