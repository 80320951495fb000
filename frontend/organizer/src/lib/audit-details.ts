/** What a record of an act says beside the act, in words: who it is about, moments, reasons, what the actor said. */
import { stamp } from 'shared/lib/format.ts';

import type { AuditRow } from './api/types.ts';
import { judgingWords } from './judging-words.ts';
import { m } from './messages.ts';

/** For machines: what makes the record checkable, not what a person looks for. */
const SILENT = [
  'user',
  'seed_commitment',
  'case',
  'attempt',
  'extension',
  'changed',
  'note_digest',
  'unit',
  'slug',
  'kind',
];
const MOMENTS = ['opens_at', 'closes_at', 'results_at', 'effective_at', 'counters_hidden_from'];

export function auditDetails(
  row: Pick<AuditRow, 'person' | 'after' | 'before' | 'note'>,
  zone: string,
): string {
  const said = Object.entries({ ...row.before, ...row.after })
    .filter(([name, value]) => !SILENT.includes(name) && value !== null && value !== '' && value !== 'None')
    .map(([name, value]) => part(name, value, zone));
  return [row.person ?? '', ...said, row.note ?? ''].filter(Boolean).join(' · ');
}

function part(name: string, value: unknown, zone: string): string {
  const words = judgingWords();
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (name === 'role') return m().role[text] ?? text;
  if (name === 'signal') return words.signal[text] ?? text;
  if (name === 'action') return words.ruling[text] ?? text;
  if (name === 'reason') return words.reason[text] ?? text;
  if (name === 'entry') return words.cases.entry(text);
  const label = words.audit.part[name];
  const shown = MOMENTS.includes(name) ? stamp(text, zone) : text;
  return label ? `${label} ${shown}` : '';
}
