import { describe, expect, test } from 'vitest';

import type { QuestionVersion } from './api/types.ts';
import { draftOf, emptyForm, formOf } from './question-form.ts';

function filled(rights: boolean[], texts = ['Một', 'Hai', 'Ba', '']) {
  const options = texts.map((text, index) => ({ text, right: rights[index] ?? false }));
  return { ...emptyForm(), stem: ' Hỏi gì? ', options, citations: 'Điều 5\n\n Điều 6 ' };
}

describe('a question form', () => {
  test('sends what was typed without blank edges and without empty options at the end', () => {
    const draft = draftOf(filled([false, true]));
    expect(draft.stem).toBe('Hỏi gì?');
    expect(draft.options).toEqual(['Một', 'Hai', 'Ba']);
    expect(draft.key).toEqual({ correct: [1] });
    expect(draft.citations).toEqual(['Điều 5', 'Điều 6']);
  });

  test('keeps an empty option between others, so that the server says what is wrong', () => {
    expect(draftOf(filled([true], ['Một', '', 'Ba'])).options).toEqual(['Một', '', 'Ba']);
  });

  test('is a multiple choice as soon as two options are right', () => {
    expect(draftOf(filled([true])).kind).toBe('SINGLE_CHOICE');
    expect(draftOf(filled([true, false, true])).kind).toBe('MULTIPLE_RESPONSE');
  });

  test.each(['TRUE_FALSE', 'SINGLE_CHOICE', 'MULTIPLE_RESPONSE'])(
    'gives back a %s it did not touch',
    (kind) => {
      const version = {
        kind,
        stem: 'Đúng hay sai?',
        options: [{ text: 'Đúng' }, { text: 'Sai', pinned: true }],
        key: { correct: [0] },
        citations: [{ raw: 'Điều 5' }],
        explanation: '',
        topic: '',
        level: 'APPLY',
        language: 'en',
      } as unknown as QuestionVersion;
      const form = formOf(version);
      expect(draftOf(form)).toEqual({
        kind,
        stem: version.stem,
        options: ['Đúng', 'Sai'],
        key: version.key,
        pinned: [1],
        citations: ['Điều 5'],
        explanation: '',
        topic: '',
        level: 'APPLY',
        language: 'en',
      });
      form.options.push({ text: 'Cả hai', right: false });
      expect(draftOf(form)).toMatchObject({ pinned: null });
      expect(draftOf(form).kind).not.toBe('TRUE_FALSE');
    },
  );
});
