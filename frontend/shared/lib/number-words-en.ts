import { inWords } from './number-words.ts';

const EN_SMALL = [
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen',
  'sixteen seventeen eighteen nineteen',
]
  .join(' ')
  .split(' ');
const EN_TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const EN_SCALES = ['', 'thousand', 'million', 'billion'];

/** "ten thousand four hundred and fifty-three" for 10453. Null as in Vietnamese. */
export function englishWords(value: number): string | null {
  return inWords(value, EN_SMALL[0] ?? '', (group, scale, isFirst) => {
    const words = [enGroup(group), EN_SCALES[scale]].filter(Boolean).join(' ');
    return scale === 0 && group < 100 && !isFirst ? `and ${words}` : words;
  });
}

function enGroup(group: number): string {
  const hundreds = Math.floor(group / 100);
  const rest = group % 100;
  const said: string[] = [];
  if (hundreds > 0) said.push(`${EN_SMALL[hundreds]} hundred`);
  if (rest > 0) {
    const units = rest % 10;
    const word =
      rest < 20
        ? EN_SMALL[rest]
        : [EN_TENS[Math.floor(rest / 10)], units > 0 ? EN_SMALL[units] : ''].filter(Boolean).join('-');
    said.push(hundreds > 0 ? `and ${word}` : (word ?? ''));
  }
  return said.join(' ');
}
