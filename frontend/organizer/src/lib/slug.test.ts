import { expect, test } from 'vitest';

import { isSlug, slugOf } from './slug.ts';

test('an address is the title without marks', () => {
  expect(slugOf('Tìm hiểu Luật Đất đai năm 2026')).toBe('tim-hieu-luat-dat-dai-nam-2026');
  expect(slugOf('  «Phòng, chống ma túy»! ')).toBe('phong-chong-ma-tuy');
});

test('whatever the title, the address is one the server takes, or too short to be one', () => {
  for (const title of ['Ă â Ê ô Ơ ư', '---', '100 câu', 'a'.repeat(200), `${'luật '.repeat(40)}`]) {
    const slug = slugOf(title);
    expect(slug.length < 3 || isSlug(slug)).toBe(true);
    expect(slug.length).toBeLessThanOrEqual(80);
  }
});
