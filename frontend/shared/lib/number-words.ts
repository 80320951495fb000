/** Whole numbers in words, so that a person who typed one digit too many hears it (N5). */

const VI_DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'];
const VI_SCALES = ['', 'nghìn', 'triệu', 'tỷ'];
/** The largest number that has words here: below a thousand billions. */
export const LARGEST_IN_WORDS = 999_999_999_999;

/** «mười nghìn bốn trăm năm mươi ba» for 10453. Null for what is not a whole number from 0 to the largest. */
export function vietnameseWords(value: number): string | null {
  return inWords(value, VI_DIGITS[0] ?? '', (group, scale, isFirst) =>
    [viGroup(group, isFirst), VI_SCALES[scale]].filter(Boolean).join(' '),
  );
}

/** Says the groups of three digits from the highest on. */
export function inWords(
  value: number,
  zero: string,
  say: (group: number, scale: number, isFirst: boolean) => string,
): string | null {
  if (!Number.isSafeInteger(value) || value < 0 || value > LARGEST_IN_WORDS) return null;
  if (value === 0) return zero;
  const said: string[] = [];
  for (let scale = VI_SCALES.length - 1; scale >= 0; scale--) {
    const group = Math.floor(value / 1000 ** scale) % 1000;
    if (group > 0) said.push(say(group, scale, said.length === 0));
  }
  return said.join(' ');
}

/** Three digits; after a higher group the missing hundreds are said: «một nghìn không trăm linh năm». */
function viGroup(group: number, isFirst: boolean): string {
  const hundreds = Math.floor(group / 100);
  const tens = Math.floor(group / 10) % 10;
  const units = group % 10;
  const said: string[] = [];
  if (hundreds > 0 || !isFirst) said.push(`${VI_DIGITS[hundreds]} trăm`);
  if (tens > 1) said.push(`${VI_DIGITS[tens]} mươi`);
  if (tens === 1) said.push('mười');
  if (tens === 0 && units > 0 && said.length > 0) said.push('linh');
  if (units > 0) said.push(viUnits(units, tens));
  return said.join(' ');
}

function viUnits(units: number, tens: number): string {
  if (units === 1 && tens > 1) return 'mốt';
  if (units === 5 && tens > 0) return 'lăm';
  return VI_DIGITS[units] ?? '';
}
