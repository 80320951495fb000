import { call } from 'shared/api/client.ts';

import type { AuditChain, AuditPage, Case, Cases, JudgedBoard, JudgedEntry } from './types.ts';

const ROOT = '/api/v1/judge';

export type BoardFilter = { after?: string; q?: string; division?: string };
export type CaseFilter = { after?: string; state?: string; entry?: string };

export const readBoard = (round: string, filter: BoardFilter): Promise<JudgedBoard> =>
  call<JudgedBoard>(`${ROOT}/rounds/${round}/board/`, { query: filter });

export const readEntry = (contest: string, number: string): Promise<JudgedEntry> =>
  call<JudgedEntry>(`${ROOT}/entries/${number}/`, { query: { contest } });

export const listCases = (contest: string, filter: CaseFilter): Promise<Cases> =>
  call<Cases>(`${ROOT}/contests/${contest}/cases/`, { query: filter });

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

export const readChain = (contest: string): Promise<AuditChain> =>
  call<AuditChain>(`${ROOT}/contests/${contest}/audit/chain/`);
