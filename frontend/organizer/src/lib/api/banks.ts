import { call } from 'shared/api/client.ts';

import type { Approval, Bank, Import, Question, QuestionPage, Regulation } from './types.ts';

const ROOT = '/api/v1/organizer';

/** A question as it is written; `key` as the kind of question needs it. */
export type Draft = {
  kind: string;
  stem: string;
  options: string[];
  key: Record<string, unknown>;
  /** The options that keep their places; null leaves it to the wording. */
  pinned: number[] | null;
  topic: string;
  level: string;
  explanation: string;
  citations: string[];
  language: string;
};

export type Decision = 'SUBMIT' | 'APPROVE' | 'RETURN' | 'RETIRE';

export const createBank = (form: { body: string; slug: string; title: string }): Promise<Bank> =>
  call<Bank>(`${ROOT}/banks/`, { method: 'POST', body: form });

export const readBank = (slug: string): Promise<Bank> => call<Bank>(`${ROOT}/banks/${slug}/`);

export const listQuestions = (
  slug: string,
  filter: { after?: string; status?: string; q?: string },
): Promise<QuestionPage> => call<QuestionPage>(`${ROOT}/banks/${slug}/questions/`, { query: filter });

export const readQuestion = (id: string): Promise<Question> => call<Question>(`${ROOT}/questions/${id}/`);

export const writeQuestion = (slug: string, draft: Draft): Promise<Question> =>
  call<Question>(`${ROOT}/banks/${slug}/questions/`, { method: 'POST', body: draft });

export const reviseQuestion = (id: string, fromVersion: number, draft: Draft): Promise<Question> =>
  call<Question>(`${ROOT}/questions/${id}/`, { method: 'PUT', body: { from_version: fromVersion, draft } });

export const reviewQuestion = (id: string, decision: Decision, comment: string): Promise<Question> =>
  call<Question>(`${ROOT}/questions/${id}/review/`, { method: 'POST', body: { decision, comment } });

/** Throws a draft away that was never approved. */
export const deleteQuestion = (id: string): Promise<unknown> =>
  call(`${ROOT}/questions/${id}/`, { method: 'DELETE' });

/** Approves the questions named, or all that wait when none is. */
export const approveQuestions = (slug: string, questions: string[] | null): Promise<Approval> =>
  call<Approval>(`${ROOT}/banks/${slug}/reviews/`, { method: 'POST', body: { questions } });

export function sendFile(slug: string, file: File, regulation: string): Promise<Import> {
  const form = new FormData();
  form.set('file', file);
  if (regulation) form.set('regulation', regulation);
  return call<Import>(`${ROOT}/banks/${slug}/imports/`, { method: 'POST', body: form });
}

export const readImport = (id: string): Promise<Import> => call<Import>(`${ROOT}/imports/${id}/`);

export const acceptImport = (id: string): Promise<Import> =>
  call<Import>(`${ROOT}/imports/${id}/acceptance/`, { method: 'POST' });

export async function searchRegulations(q: string): Promise<Regulation[]> {
  const found = await call<{ regulations: Regulation[] }>(`${ROOT}/regulations/`, { query: { q } });
  return found.regulations;
}
