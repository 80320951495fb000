import { describe, expect, it } from 'vitest';
import { englishWords } from './number-words-en.ts';
import { LARGEST_IN_WORDS, vietnameseWords } from './number-words.ts';

const VI_VALUES: Record<string, number> = {
  không: 0,
  một: 1,
  mốt: 1,
  hai: 2,
  ba: 3,
  bốn: 4,
  năm: 5,
  lăm: 5,
  sáu: 6,
  bảy: 7,
  tám: 8,
  chín: 9,
};
const VI_SCALES: Record<string, number> = { nghìn: 1e3, triệu: 1e6, tỷ: 1e9 };

/** Reads Vietnamese number words back, by its own rules. */
function readVietnamese(words: string): number {
  let total = 0;
  let group = 0;
  let digit = 0;
  for (const word of words.split(' ')) {
    if (word in VI_SCALES) {
      total += (group + digit) * (VI_SCALES[word] ?? NaN);
      group = digit = 0;
    } else if (word === 'trăm') {
      group += digit * 100;
      digit = 0;
    } else if (word === 'mươi') {
      group += digit * 10;
      digit = 0;
    } else if (word === 'mười') group += 10;
    else if (word !== 'linh') digit = VI_VALUES[word] ?? NaN;
  }
  return total + group + digit;
}

/** Deterministic numbers of every length. */
function* samples(): Generator<number> {
  for (let n = 0; n <= 2_000; n++) yield n;
  let seed = 20_221_003;
  for (let n = 0; n < 3_000; n++) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield seed % 10 ** (4 + (n % 6));
    yield (seed * 450) % (LARGEST_IN_WORDS + 1);
  }
}

describe('vietnameseWords', () => {
  it.each([
    [0, 'không'],
    [5, 'năm'],
    [10, 'mười'],
    [15, 'mười lăm'],
    [21, 'hai mươi mốt'],
    [24, 'hai mươi bốn'],
    [55, 'năm mươi lăm'],
    [101, 'một trăm linh một'],
    [110, 'một trăm mười'],
    [1_005, 'một nghìn không trăm linh năm'],
    [1_015, 'một nghìn không trăm mười lăm'],
    [10_453, 'mười nghìn bốn trăm năm mươi ba'],
    [643_688, 'sáu trăm bốn mươi ba nghìn sáu trăm tám mươi tám'],
    [1_000_000, 'một triệu'],
    [2_000_300_000, 'hai tỷ ba trăm nghìn'],
  ])('says %d', (value, words) => {
    expect(vietnameseWords(value)).toBe(words);
  });

  it('can be read back to the same number', () => {
    for (const value of samples()) {
      expect(readVietnamese(vietnameseWords(value) ?? '')).toBe(value);
    }
  });
});

describe('englishWords', () => {
  it.each([
    [0, 'zero'],
    [13, 'thirteen'],
    [40, 'forty'],
    [121, 'one hundred and twenty-one'],
    [1_005, 'one thousand and five'],
    [10_453, 'ten thousand four hundred and fifty-three'],
    [1_000_000, 'one million'],
  ])('says %d', (value, words) => {
    expect(englishWords(value)).toBe(words);
  });

  it('says different numbers differently', () => {
    const seen = new Map<string, number>();
    for (const value of samples()) {
      const words = englishWords(value) ?? '';
      expect(seen.get(words) ?? value).toBe(value);
      seen.set(words, value);
    }
  });
});

it.each([-1, 1.5, NaN, Infinity, LARGEST_IN_WORDS + 1])('has no words for %d', (value) => {
  expect(vietnameseWords(value)).toBeNull();
  expect(englishWords(value)).toBeNull();
});
