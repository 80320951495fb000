import { call } from 'shared/api/client.ts';

import type { AuditPage, Case, Cases, JudgedBoard, JudgedEntry } from './types.ts';

const ROOT = '/api/v1/judge';

export const readBoard = (round: string, filter: { after?: string; q?: string }): Promise<JudgedBoard> =>
  call<JudgedBoard>(`${ROOT}/rounds/${round}/board/`, { query: filter });

export const readEntry = (contest: string, number: string): Promise<JudgedEntry> =>
  call<JudgedEntry>(`${ROOT}/entries/${number}/`, { query: { contest } });

export const listCases = (contest: string, state: string): Promise<Cases> =>
  call<Cases>(`${ROOT}/contests/${contest}/cases/`, { query: { state } });

export const openCase = (
  contest: string,
  form: { entry: string; signal: string; note: string; attempt: string | null },
): Promise<Case> => call<Case>(`${ROOT}/contests/${contest}/cases/`, { method: 'POST', body: form });

export const readCase = (id: string): Promise<Case> => call<Case>(`${ROOT}/cases/${id}/`);

export const proposeRuling = (
  id: string,
  form: { action: string; reason_code: string; text: string },
): Promise<Case> => call<Case>(`${ROOT}/cases/${id}/proposals/`, { method: 'POST', body: form });

export const confirmRuling = (
  id: string,
  form: { ruling: string; confirm: boolean; text: string },
): Promise<Case> => call<Case>(`${ROOT}/cases/${id}/confirmation/`, { method: 'POST', body: form });

export const readAudit = (contest: string, after: string): Promise<AuditPage> =>
  call<AuditPage>(`${ROOT}/contests/${contest}/audit/`, { query: { after } });
