import { expect, test } from 'vitest';

import { contestPages } from 'shared/i18n/vi/organizer-contest.ts';

import { faultsOf } from './faults.ts';

const found = (...problems: [path: string, code: string][]) =>
  faultsOf(
    problems.map(([path, code]) => ({ path, code })),
    contestPages.terms,
  ).map(({ id, label }) => [id, label]);

test('a fault is found at the control that says it, else at its part', () => {
  expect(
    found(
      ['paper.question_count', 'invalid'],
      ['time_limit_seconds', 'invalid'],
      ['prizes.individual[1].name.vi', 'invalid'],
      ['prizes.collective[0].amount_vnd', 'invalid'],
      ['divisions[0].code', 'invalid'],
      ['paper.source.rows', 'rows_do_not_add_up'],
      ['registration', 'age_needs_birth_on'],
    ),
  ).toEqual([
    ['question_count', 'Số câu trong đề'],
    ['time', 'Thời gian làm bài'],
    ['prizes.individual[1].name', 'Giải cá nhân, dòng 2'],
    ['prizes.collective[0].amount_vnd', 'Giải tập thể, dòng 1'],
    ['divisions[0].code', 'Bảng thi, dòng 1'],
    ['terms-paper', 'Đề thi'],
    ['terms-registration', 'Đăng ký hỏi những gì'],
  ]);
});

test('what is wrong with many questions of a set is one fault of the set', () => {
  const wrong = [0, 1].map((index): [string, string] => [
    `paper.source.sets[0].questions[${index}]`,
    'invalid',
  ]);
  expect(found(...wrong)).toEqual([['paper.source.sets[0].questions', 'Bộ đề soạn sẵn, dòng 1']]);
});
