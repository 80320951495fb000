import { describe, expect, test } from 'vitest';

import {
  definitionOf,
  formOf,
  idsIn,
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
    divisions: [{ code: 'HS', title: 'Học sinh' }],
    extraPercent: '50',
    sharedContacts: '',
    unitMeasures: ['RATE', 'PEOPLE'],
    qualifiesPercent: '12,5',
  }),
};

describe('a terms form', () => {
  test('gives a definition back as it was, with what it does not show', () => {
    expect(definitionOf(formOf(WHOLE), WHOLE)).toEqual(WHOLE);
  });

  test('says every part of a definition', () => {
    const percent = { target: 'PERCENT_ALL_RIGHT', scope: 'CONTEST', unit: 'ATTEMPTS' };
    const sets = [{ questions: ['0192f0c1-0000-7000-8000-000000000001'], round: 2 }];
    const definition: Definition = {
      ...WHOLE,
      prediction: percent,
      paper: { ...(WHOLE.paper as Definition), source: { kind: 'FIXED_SETS', sets } },
      time_measure: 'LAST_CHANGE',
      last_resort: 'COMMITTEE_DECIDES',
    };
    expect(definitionOf(formOf(definition))).toEqual(definition);
    expect(definition).toMatchObject({
      divisions: [{ code: 'HS', title: { vi: 'Học sinh' } }],
      extra_time: { percent_up_to: 50, comparison: 'IN_PROPORTION' },
      units: { measures: ['RATE', 'PEOPLE'], qualifies_from: 1250 },
      shared_contact_limit: null,
    });
  });

  test('asks for the division where there are divisions, and only there', () => {
    expect(WHOLE.registration).toContainEqual({ field: 'division', need: 'REQUIRED' });
    const { registration } = definitionOf({ ...formOf(WHOLE), divisions: [] }, WHOLE);
    expect(registration).not.toContainEqual({ field: 'division', need: 'REQUIRED' });
  });

  test('keeps the English of a name until the Vietnamese changes', () => {
    const said = { vi: 'Giải Nhất', en: 'First prize' };
    const prizes = { individual: [{ name: said, count: 1, amount_vnd: 0 }], collective: [] };
    const form = formOf({ ...WHOLE, prizes });
    expect(definitionOf(form, WHOLE).prizes).toEqual(prizes);
    form.individual = form.individual.map((row) => ({ ...row, name: 'Giải Đặc biệt' }));
    expect(definitionOf(form, WHOLE)).toMatchObject({
      prizes: { individual: [{ name: { vi: 'Giải Đặc biệt' } }] },
    });
  });

  test('reads question ids from pasted addresses', () => {
    const id = '0192f0c1-0000-7000-8000-000000000001';
    expect(idsIn(`https://thi.example/quan-ly/ngan-hang/luat/cau/${id}\n\n${id} `)).toEqual([id, id]);
    expect(idsIn('câu-một')).toEqual(['câu-một']);
  });

  test('reads numbers with dots between thousands and leaves nonsense to the server', () => {
    expect(whole('5.000.000')).toBe(5_000_000);
    expect(whole(' 1500 ')).toBe(1500);
    for (const typed of ['2.5', '2,5', '1.0000', '1..000', '-3', '1 2']) expect(whole(typed)).toBe(typed);
    expect(whole(' ')).toBeNull();
    expect(whole('nhiều')).toBe('nhiều');
  });

  test('minutes become seconds, none means no limit', () => {
    expect(definitionOf({ ...newForm(), time: '12' }).time_limit_seconds).toBe(720);
    expect(definitionOf({ ...newForm(), time: '' }).time_limit_seconds).toBeNull();
    expect(definitionOf({ ...newForm(), time: '1.5' }).time_limit_seconds).toBe('1.5');
  });

  test.each([20, 45, 90, 900, 3601])('a time limit of %i seconds stays what it is', (seconds) => {
    const definition = { ...WHOLE, time_limit_seconds: seconds };
    expect(definitionOf(formOf(definition), definition)).toEqual(definition);
  });

  test('a rate that no longer counts takes its threshold with it', () => {
    const form = { ...formOf(WHOLE), unitMeasures: ['PEOPLE'] };
    expect(definitionOf(form, WHOLE).units).toEqual({ measures: ['PEOPLE'], qualifies_from: 0 });
    const typed = { ...formOf(WHOLE), qualifiesPercent: '12,345' };
    expect(definitionOf(typed, WHOLE).units).toMatchObject({ qualifies_from: '12,345' });
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

  test('a path belongs to the part of the form that shows it', () => {
    expect(partOf('paper.source.rows[2].count')).toBe('paper');
    expect(partOf('registration[1]')).toBe('registration');
    expect(partOf('time_limit_seconds')).toBe('paper');
  });
});
