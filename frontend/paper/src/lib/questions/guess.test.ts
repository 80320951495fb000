import { describe, expect, it } from 'vitest';
import { guessInWords, readGuess, typedGuess } from './guess.ts';

describe('readGuess', () => {
  it.each([
    ['10453', 10_453],
    ['10.453', 10_453],
    ['10 453', 10_453],
    ['1,250,000', 1_250_000],
    ['0', 0],
  ])('reads %s', (typed, value) => {
    expect(readGuess(typed, false)).toEqual({ kind: 'NUMBER', value });
  });

  it.each(['12a', '-5', '1.5', '1..000', '10.4533'])('takes %s for no number', (typed) => {
    expect(readGuess(typed, false)).toEqual({ kind: 'NOT_NUMBER' });
  });

  it('takes nothing for blank and too much for too large', () => {
    expect(readGuess('  ', false)).toEqual({ kind: 'BLANK' });
    expect(readGuess('1000000000', false)).toEqual({ kind: 'TOO_LARGE' });
  });

  it.each([
    ['12,5', 1_250_000],
    ['12.5 %', 1_250_000],
    ['0,00001', 1],
    ['100', 10_000_000],
  ])('reads %s percent', (typed, value) => {
    expect(readGuess(typed, true)).toEqual({ kind: 'NUMBER', value });
  });

  it('knows no more than all of them', () => {
    expect(readGuess('100,5', true)).toEqual({ kind: 'TOO_LARGE' });
    expect(readGuess('12,123456', true)).toEqual({ kind: 'NOT_NUMBER' });
  });

  it('reads back what it shows in the field', () => {
    for (const isPercent of [true, false]) {
      for (const value of [0, 1, 7, 1_250_000, 9_999_999]) {
        expect(readGuess(typedGuess(value, isPercent), isPercent)).toEqual({ kind: 'NUMBER', value });
      }
    }
    expect(typedGuess(null, false)).toBe('');
  });
});

it('echoes a number in figures and words', () => {
  expect(guessInWords(10_453, false, 'vi')).toBe('10.453 (mười nghìn bốn trăm năm mươi ba)');
  expect(guessInWords(1_250_000, true, 'vi')).toBe('12,5 %');
});
