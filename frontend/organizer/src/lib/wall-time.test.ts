import { describe, expect, test } from 'vitest';

import { instantOf, wallTime } from './wall-time.ts';

describe('wall time', () => {
  test('is the clock of the contest, wherever the browser is', () => {
    expect(wallTime('2026-03-02T01:00:00.000Z', 'Asia/Ho_Chi_Minh')).toBe('2026-03-02T08:00');
    expect(instantOf('2026-03-02T08:00', 'Asia/Ho_Chi_Minh')).toBe('2026-03-02T01:00:00.000Z');
  });

  test('comes back as it was typed, on every hour of a day with a change of clocks', () => {
    for (let hour = 0; hour < 24; hour++) {
      if (hour === 2) continue; // the hour that is skipped
      const wall = `2026-03-29T${String(hour).padStart(2, '0')}:30`;
      expect(wallTime(instantOf(wall, 'Europe/Berlin'), 'Europe/Berlin')).toBe(wall);
    }
  });

  test('of nothing is nothing', () => {
    expect(wallTime(null, 'Asia/Ho_Chi_Minh')).toBe('');
    expect(instantOf('', 'Asia/Ho_Chi_Minh')).toBeNull();
    expect(instantOf('soon', 'Asia/Ho_Chi_Minh')).toBeNull();
  });
});
