import { expect, test } from 'vitest';

import type { Terms } from '#lib/api/contests.ts';
import { termsInWords } from '#lib/terms-in-words.ts';

import { terms } from './a-contest.ts';

const said = (change: Partial<Terms>): string => JSON.stringify(termsInWords({ ...terms, ...change }));

test('every part of the definition changes what is said', () => {
  const before = said({});
  const changes: Partial<Terms>[] = [
    { question_count: 30 },
    { time_limit_seconds: null },
    { time_limit_seconds: 1800 },
    { time_limit_seconds: 910 },
    { points_max: 30 },
    { attempts: { limit: null, per: 'ROUND', counting: 'BEST' } },
    { attempts: { limit: 2, per: 'CONTEST', counting: 'BEST' } },
    { attempts: { limit: 2, per: 'ROUND', counting: 'LAST' } },
    { ranking_keys: ['POINTS', 'DURATION'] },
    { feedback: 'NOTHING' },
    { eligibility: { age_from: null, age_on: 'ENTRY', residence: null } },
    { eligibility: { age_from: 14, age_on: 'CONTEST_START', residence: null } },
    { eligibility: { age_from: 14, age_on: 'ENTRY', residence: { vi: 'Sống tại tỉnh.', en: '' } } },
  ];
  const all = new Set([before, ...changes.map(said)]);
  expect(all.size).toBe(changes.length + 1);
});

test('people and attempts are never mixed in the prediction', () => {
  for (const scope of ['ROUND', 'CONTEST'] as const) {
    const of = (target: 'PEOPLE' | 'PEOPLE_ALL_RIGHT' | 'ATTEMPTS' | 'ATTEMPTS_ALL_RIGHT') => {
      const prediction = { target, scope, unit: null, with_voided: false };
      return (
        termsInWords({ ...terms, prediction }).find(({ title }) => title === 'Câu dự đoán')?.sentences[0] ??
        ''
      );
    };
    expect(of('PEOPLE')).toContain('người');
    expect(of('PEOPLE')).not.toContain('lượt');
    expect(of('PEOPLE_ALL_RIGHT')).not.toContain('lượt');
    expect(of('ATTEMPTS')).toContain('lượt thi');
    expect(of('ATTEMPTS')).not.toContain('người');
    expect(of('ATTEMPTS_ALL_RIGHT')).not.toContain('người');
  }
});

test('the criteria are told in the order in which they decide', () => {
  const ranking = termsInWords(terms).find(({ steps }) => steps);
  expect(ranking?.steps).toEqual([
    'điểm cao hơn',
    'dự đoán gần đúng hơn',
    'làm bài nhanh hơn',
    'nộp bài sớm hơn',
  ]);
});
