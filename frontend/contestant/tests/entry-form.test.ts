import { expect, test } from 'vitest';

import {
  bodyOf,
  draftOf,
  emptyDraft,
  isUnderAge,
  lacksMarks,
  missing,
  normalisedPhone,
  type Draft,
} from '#lib/entry-form.ts';

import { aContest, anEntry, terms } from './a-contest.ts';

const TODAY = '2026-11-24';

function aDraft(change: Partial<Draft> = {}): Draft {
  return {
    ...emptyDraft(),
    full_name: 'Nguyễn Thị Lan',
    birth_on: '2001-03-09',
    phone: '0912 345 678',
    unit: { id: 'unit-1', name: 'Phường Phố Hiến', parent_name: 'Tỉnh Hưng Yên' },
    consents: { TAKE_PART: true },
    truthful: true,
    ...change,
  };
}

test('nothing is agreed to in advance', () => {
  const draft = emptyDraft();
  expect(Object.values(draft.consents).filter(Boolean)).toEqual([]);
  expect(draft.truthful).toBe(false);
  expect(draftOf(anEntry()).truthful).toBe(false);
});

test('a filled form misses nothing, and each required part left empty is named', () => {
  expect(missing(aContest(), aDraft(), TODAY, false)).toEqual({});
  const faults = missing(aContest(), emptyDraft(), TODAY, false);
  expect(Object.keys(faults)).toEqual([
    'full_name',
    'birth_on',
    'phone',
    'unit',
    'consent-TAKE_PART',
    'truthful',
  ]);
});

test('only what the terms ask is asked and sent', () => {
  const contest = aContest({ terms: { ...terms, registration: [{ field: 'full_name', need: 'REQUIRED' }] } });
  expect(missing(contest, aDraft({ phone: '', unit: null, birth_on: '' }), TODAY, false)).toEqual({});
  const body = bodyOf(contest, aDraft({ email: 'a@b.vn' }), false);
  expect(Object.keys(body).sort()).toEqual(['consents', 'full_name', 'notice', 'truthful']);
});

test('an optional field may stay empty but not be wrong', () => {
  const optional = { ...terms, registration: [{ field: 'phone', need: 'OPTIONAL' } as const] };
  const contest = aContest({ terms: optional });
  expect(missing(contest, aDraft({ phone: '' }), TODAY, false)).toEqual({});
  expect(missing(contest, aDraft({ phone: '12' }), TODAY, false)).toEqual({ phone: 'phoneInvalid' });
});

test('a child needs a guardian, an adult is not asked for one', () => {
  const draft = aDraft({ birth_on: '2012-03-09' });
  expect(Object.keys(missing(aContest(), draft, TODAY, true))).toEqual(['guardian_name']);
  const helped = { ...draft, guardian_name: 'Trần Văn Đức', guardian_phone: '0987654321' };
  expect(bodyOf(aContest(), helped, true)).toMatchObject({ guardian_name: 'Trần Văn Đức' });
  expect(bodyOf(aContest(), helped, false)).not.toHaveProperty('guardian_name');
});

test.each([
  ['REQUIRED', { guardian_phone: 'guardian_phone' }, true],
  ['OPTIONAL', {}, true],
  [null, {}, false],
] as const)('the phone of a guardian is asked as the terms ask it: %s', (need, found, sent) => {
  const phone = need ? [{ field: 'guardian_phone' as const, need }] : [];
  const registration = [{ field: 'guardian_name' as const, need: 'REQUIRED' as const }, ...phone];
  const contest = aContest({ terms: { ...terms, registration } });
  const child = aDraft({ birth_on: '2012-03-09', guardian_name: 'Trần Văn Đức' });
  expect(missing(contest, child, TODAY, true)).toEqual(found);
  const helped = { ...child, guardian_phone: '0987654321' };
  expect('guardian_phone' in bodyOf(contest, helped, true)).toBe(sent);
  expect(missing(contest, aDraft(), TODAY, false)).toEqual({});
});

test('mobiles and the landlines that have a digit more are both numbers', () => {
  for (const phone of ['0912345678', '02253 123 456']) {
    expect(missing(aContest(), aDraft({ phone }), TODAY, false)).toEqual({});
  }
});

test('age turns on the birthday itself', () => {
  expect(isUnderAge('2010-11-25', TODAY)).toBe(true);
  expect(isUnderAge('2010-11-24', TODAY)).toBe(false);
  expect(isUnderAge('', TODAY)).toBe(false);
});

test('one number written in several ways is one number', () => {
  const ways = [
    '0912345678',
    '0912 345 678',
    '0912.345.678',
    '+84 912 345 678',
    '84912345678',
    '+84 (0) 912 345 678',
  ];
  expect(new Set(ways.map(normalisedPhone))).toEqual(new Set(['0912345678']));
});

test('a name without marks is pointed out, never refused', () => {
  expect(lacksMarks('Nguyen Thi Lan')).toBe(true);
  expect(lacksMarks('H’Hen Niê')).toBe(false);
  expect(missing(aContest(), aDraft({ full_name: 'Y Blok' }), TODAY, false)).toEqual({});
});

test('a birth date must exist and lie behind us', () => {
  expect(missing(aContest(), aDraft({ birth_on: 'invalid' }), TODAY, false)).toEqual({
    birth_on: 'birthInvalid',
  });
  expect(missing(aContest(), aDraft({ birth_on: '2030-01-01' }), TODAY, false)).toEqual({
    birth_on: 'birthFuture',
  });
});
