import { describe, expect, test } from 'vitest';

import { nextName, nextStep, nextWeek, phaseOf } from './round-plan.ts';

describe('a round', () => {
  const round = { opens_at: '2026-03-02T01:00:00Z', closes_at: '2026-03-09T01:00:00Z' };

  test('is open from its opening up to its closing', () => {
    const at = (instant: string) => phaseOf(round, Date.parse(instant));
    expect(at('2026-03-02T00:59:59.999Z')).toBe('COMING');
    expect(at('2026-03-02T01:00:00Z')).toBe('OPEN');
    expect(at('2026-03-09T01:00:00Z')).toBe('CLOSED');
  });

  test('waits for a confirmation or for papers, of those who may', () => {
    const coming = { extended_by_me: null, paper_count: 0 };
    const extended = { extended_by_me: false, paper_count: 20 };
    expect(nextStep(coming, 'COMING', () => true)).toBe('PREPARE');
    expect(nextStep(coming, 'COMING', (act) => act !== 'PREPARE')).toBeNull();
    expect(nextStep(coming, 'CLOSED', () => true)).toBeNull();
    expect(nextStep({ ...coming, paper_count: 20 }, 'COMING', () => true)).toBeNull();
    expect(nextStep(extended, 'OPEN', () => true)).toBe('CONFIRM');
    expect(nextStep(extended, 'OPEN', (act) => act !== 'EXTEND')).toBeNull();
    expect(nextStep({ ...extended, extended_by_me: true }, 'OPEN', () => true)).toBeNull();
  });

  test('follows the one before without a gap', () => {
    expect(nextWeek('2026-03-09T08:00', '2026-03-01T10:00')).toEqual({
      opens: '2026-03-09T08:00',
      closes: '2026-03-16T08:00',
    });
  });

  test('begins on a Monday to come, whatever day it is', () => {
    for (let day = 1; day <= 14; day++) {
      const today = `2026-03-${String(day).padStart(2, '0')}T10:00`;
      const { opens } = nextWeek('', today);
      expect(new Date(`${opens}Z`).getUTCDay()).toBe(1);
      expect(opens > today).toBe(true);
    }
  });

  test('is proposed under a name that no other round has', () => {
    const named = (...titles: string[]) => nextName(titles, (number) => `Tuần ${number}`);
    expect(named()).toBe('Tuần 1');
    expect(named('Tuần 1', 'Tuần 2')).toBe('Tuần 3');
    expect(named('Tuần 1', 'Tuần 3')).toBe('Tuần 4');
    expect(named('Tuần 2', 'Tuần 10')).toBe('Tuần 11');
    expect(named('Tuần 1', 'Chung kết 2026')).toBe('Tuần 2');
    expect(named('Vòng sơ khảo', 'Vòng chung khảo')).toBe('Tuần 3');
  });
});
