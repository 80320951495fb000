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
};

export function emptyForm(): QuestionForm {
  const options = [0, 1, 2, 3].map(() => ({ text: '', right: false }));
  return { stem: '', options, citations: '', explanation: '', topic: '', level: 'RECALL' };
}

export function formOf(version: QuestionVersion): QuestionForm {
  const right = rightOptions(version);
  return {
    stem: version.stem,
    options: version.options.map((option, index) => ({
      text: String(option.text ?? ''),
      right: right.includes(index),
    })),
    citations: version.citations.map((citation) => citation.raw).join('\n'),
    explanation: version.explanation,
    topic: version.topic,
    level: version.level,
  };
}

/** The indexes of the right options, where the kind has any. */
export function rightOptions(version: QuestionVersion): number[] {
  const correct: unknown = version.key.correct;
  return Array.isArray(correct) ? correct.filter((index) => typeof index === 'number') : [];
}

/** Empty options at the end are left out; one right option makes a single choice, several a multiple one. */
export function draftOf(form: QuestionForm): Draft {
  const options = form.options.map((option) => ({ ...option, text: option.text.trim() }));
  while (options.length && !options[options.length - 1]?.text) options.pop();
  const correct = options.flatMap((option, index) => (option.right ? [index] : []));
  return {
    kind: correct.length > 1 ? 'MULTIPLE_RESPONSE' : 'SINGLE_CHOICE',
    stem: form.stem.trim(),
    options: options.map((option) => option.text),
    key: { correct },
    topic: form.topic.trim(),
    level: form.level,
    explanation: form.explanation.trim(),
    citations: form.citations
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  };
}
