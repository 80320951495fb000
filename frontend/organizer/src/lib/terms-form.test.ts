import { describe, expect, test } from 'vitest';

import {
  definitionOf,
  formOf,
  keysWithPrediction,
  newForm,
  partOf,
  whole,
  type Definition,
} from './terms-form.ts';

const WHOLE: Definition = {
  ...definitionOf({
    ...newForm(),
    ageFrom: '14',
    residence: 'Công dân trên địa bàn tỉnh',
    prediction: 'PEOPLE_ALL_RIGHT',
    keys: ['POINTS', 'PREDICTION_DISTANCE', 'DURATION'],
    individual: [{ name: 'Giải Nhất', count: '1', amount: '5.000.000', measure: 'PEOPLE' }],
    collective: [{ name: 'Giải tập thể', count: '3', amount: '', measure: 'RATE' }],
    source: 'BLUEPRINT',
    rows: [{ count: '20', topic: 'Đất đai', level: 'RECALL', points: '' }],
  }),
  divisions: [{ code: 'HS', title: { vi: 'Học sinh' } }],
  extra_time: { percent_up_to: 50, comparison: 'IN_PROPORTION' },
};

describe('a terms form', () => {
  test('gives a definition back as it was, with what it does not show', () => {
    expect(definitionOf(formOf(WHOLE), WHOLE)).toEqual(WHOLE);
  });

  test('keeps fields of the registration it does not know', () => {
    const registration = [...(WHOLE.registration as object[]), { field: 'division', need: 'REQUIRED' }];
    const definition = definitionOf(formOf({ ...WHOLE, registration }), { ...WHOLE, registration });
    expect(definition.registration).toEqual(registration);
  });

  test('reads numbers with dots between thousands and leaves nonsense to the server', () => {
    expect(whole('5.000.000')).toBe(5_000_000);
    expect(whole(' ')).toBeNull();
    expect(whole('nhiều')).toBe('nhiều');
  });

  test('minutes become seconds, none means no limit', () => {
    expect(definitionOf({ ...newForm(), minutes: '12' }).time_limit_seconds).toBe(720);
    expect(definitionOf({ ...newForm(), minutes: '' }).time_limit_seconds).toBeNull();
  });

  test('puts a guess behind what must be equal first, and takes its key away with it', () => {
    expect(keysWithPrediction(['POINTS', 'DURATION'], 'PEOPLE_ALL_RIGHT')).toEqual([
      'POINTS',
      'PREDICTION_DISTANCE',
      'DURATION',
    ]);
    expect(keysWithPrediction(['POINTS', 'PREDICTION_DISTANCE', 'DURATION'], '')).toEqual([
      'POINTS',
      'DURATION',
    ]);
    expect(keysWithPrediction(['DURATION', 'PREDICTION_DISTANCE'], 'PEOPLE')).toEqual([
      'DURATION',
      'PREDICTION_DISTANCE',
    ]);
  });

  test('a path belongs to the part it begins with', () => {
    expect(partOf('paper.source.rows[2].count')).toBe('paper');
    expect(partOf('registration[1]')).toBe('registration');
  });
});
