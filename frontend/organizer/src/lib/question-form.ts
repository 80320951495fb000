/** A question as a form holds it, and as the server wants it. Pure. */
import type { Draft } from './api/banks.ts';
import type { QuestionVersion } from './api/types.ts';

export const LETTERS = 'ABCDEFGHIJ';
export const EDITABLE_KINDS = ['SINGLE_CHOICE', 'MULTIPLE_RESPONSE', 'TRUE_FALSE'];

export type QuestionForm = {
  stem: string;
  options: { text: string; right: boolean }[];
  citations: string;
  explanation: string;
  topic: string;
  level: string;
  language: string;
  /** The kind of the question while one option is right. */
  kindOfOne: string;
  /** The options as they were and which of them keep their places; a new wording decides anew. */
  before: { texts: string[]; pinned: number[] } | null;
};

export function emptyForm(): QuestionForm {
  const options = [0, 1, 2, 3].map(() => ({ text: '', right: false }));
  return {
    stem: '',
    options,
    citations: '',
    explanation: '',
    topic: '',
    level: 'RECALL',
    language: 'vi',
    kindOfOne: 'SINGLE_CHOICE',
    before: null,
  };
}

export function formOf(version: QuestionVersion): QuestionForm {
  const right = rightOptions(version);
  const texts = version.options.map((option) => String(option.text ?? ''));
  return {
    stem: version.stem,
    options: texts.map((text, index) => ({ text, right: right.includes(index) })),
    citations: version.citations.map((citation) => citation.raw).join('\n'),
    explanation: version.explanation,
    topic: version.topic,
    level: version.level,
    language: version.language,
    kindOfOne: right.length === 1 ? version.kind : 'SINGLE_CHOICE',
    before: { texts, pinned: version.options.flatMap((option, index) => (option.pinned ? [index] : [])) },
  };
}

/** The indexes of the right options, where the kind has any. */
export function rightOptions(version: QuestionVersion): number[] {
  const correct: unknown = version.key.correct;
  return Array.isArray(correct) ? correct.filter((index) => typeof index === 'number') : [];
}

/** Empty options at the end are left out; several right options make a multiple choice, one the kind it had. */
export function draftOf(form: QuestionForm): Draft {
  const options = form.options.map((option) => ({ ...option, text: option.text.trim() }));
  while (options.length && !options[options.length - 1]?.text) options.pop();
  const correct = options.flatMap((option, index) => (option.right ? [index] : []));
  const texts = options.map((option) => option.text);
  const isSame = form.before?.texts.join('\n') === texts.join('\n');
  return {
    kind: kindOf(form.kindOfOne, correct.length, options.length),
    stem: form.stem.trim(),
    options: texts,
    key: { correct },
    pinned: isSame && form.before ? form.before.pinned : null,
    topic: form.topic.trim(),
    level: form.level,
    explanation: form.explanation.trim(),
    citations: form.citations
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
    language: form.language,
  };
}

function kindOf(kindOfOne: string, right: number, options: number): string {
  if (right > 1) return 'MULTIPLE_RESPONSE';
  return kindOfOne === 'TRUE_FALSE' && options !== 2 ? 'SINGLE_CHOICE' : kindOfOne;
}
