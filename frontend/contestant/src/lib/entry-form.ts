/** What an entry form asks, what is still missing in it, and what goes to the server. Pure. */
import { ageOn } from 'shared/ui/date-fields/date.ts';
import type { UnitFound } from 'shared/ui/unit-picker/unit.ts';

import type { Contest, EntryFieldName, Purpose } from './api/contests.ts';
import type { Entry, EntryForm } from './api/me.ts';

/** Below this age a parent or guardian agrees too, where the server has not named another age. */
export const GUARDIAN_AGE = 16;

type TextField = 'full_name' | 'phone' | 'email' | 'address' | 'guardian_name' | 'guardian_phone';

export type Draft = Record<TextField, string> & {
  birth_on: string;
  sex: string | null;
  phone_owner: 'SELF' | 'RELATIVE' | null;
  unit: UnitFound | null;
  division: string | null;
  /** By purpose. */
  consents: Record<string, boolean>;
  truthful: boolean;
};

/** Id of the field to what is the matter with it; consents have the id consent-PURPOSE. */
export type Missing = Record<string, MissingWord>;
export type MissingWord =
  EntryFieldName | 'birthInvalid' | 'birthFuture' | 'phoneInvalid' | 'consent' | 'truthful';

export function emptyDraft(): Draft {
  const texts = { full_name: '', phone: '', email: '', address: '', guardian_name: '', guardian_phone: '' };
  const choices = { birth_on: '', sex: null, phone_owner: null, unit: null, division: null };
  return { ...texts, ...choices, consents: {}, truthful: false };
}

/** What was entered before, ready to be changed; the confirmation is asked again. */
export function draftOf(entry: Entry): Draft {
  const personal = entry.personal;
  return {
    full_name: personal?.full_name ?? '',
    birth_on: personal?.birth_on ?? '',
    sex: personal?.sex ?? null,
    phone: personal?.phone ?? '',
    phone_owner: (personal?.phone_owner ?? null) as Draft['phone_owner'],
    email: personal?.email ?? '',
    address: personal?.address ?? '',
    guardian_name: personal?.guardian_name ?? '',
    guardian_phone: personal?.guardian_phone ?? '',
    unit: entry.unit ? { ...entry.unit, parent_name: null } : null,
    division: entry.division,
    consents: Object.fromEntries(entry.consents.map((purpose) => [purpose, true])),
    truthful: false,
  };
}

const asked = (contest: Contest) => contest.terms?.registration ?? [];

/** Whether the form asks the field now. Guardian fields appear by the birth date, whose phone it is by the phone. */
export function asks(contest: Contest, field: EntryFieldName, draft: Draft, needsGuardian: boolean): boolean {
  // Whoever needs a guardian names one, whatever else the terms ask of the guardian.
  if (field === 'guardian_name') return needsGuardian;
  if (field === 'guardian_phone' && !needsGuardian) return false;
  if (field === 'phone_owner' && isOptional(contest, field) && !draft.phone.trim()) return false;
  return asked(contest).some((one) => one.field === field);
}

export function isOptional(contest: Contest, field: EntryFieldName): boolean {
  if (field === 'guardian_name') return false;
  return asked(contest).some((one) => one.field === field && one.need === 'OPTIONAL');
}

export function isUnderAge(birthOn: string, today: string, age = GUARDIAN_AGE): boolean {
  return /^\d{4}/.test(birthOn) && ageOn(birthOn, today) < age;
}

/** A name without any mark: right for some, a slip for most. */
export const lacksMarks = (name: string): boolean => name.trim().includes(' ') && /^[\x20-\x7e]+$/.test(name);

/** «+84 912 345 678» and «0912.345.678» are one number. */
export const normalisedPhone = (phone: string): string =>
  phone.replace(/[^+\d]/g, '').replace(/^(\+|00)?840?/, '0');

export function missing(contest: Contest, draft: Draft, today: string, needsGuardian: boolean): Missing {
  const found: Missing = {};
  const order: EntryFieldName[] = [
    'full_name',
    'birth_on',
    'sex',
    'phone',
    'phone_owner',
    'email',
    'address',
    'unit',
    'division',
    'guardian_name',
    'guardian_phone',
  ];
  for (const field of order) {
    if (!asks(contest, field, draft, needsGuardian)) continue;
    const filled = typeof draft[field] === 'string' ? draft[field].trim() : draft[field];
    if (filled) {
      const fault = faultOf(field, draft, today);
      if (fault) found[field] = fault;
    } else if (!isOptional(contest, field)) found[field] = field;
  }
  for (const purpose of contest.privacy_notice?.purposes ?? []) {
    if (purpose.required && !draft.consents[purpose.code]) found[`consent-${purpose.code}`] = 'consent';
  }
  if (!draft.truthful) found.truthful = 'truthful';
  return found;
}

export function bodyOf(contest: Contest, draft: Draft, needsGuardian: boolean): EntryForm {
  const body: Record<string, unknown> = {};
  const fields = asked(contest).map((one) => one.field);
  for (const field of new Set<EntryFieldName>([...fields, 'guardian_name', 'guardian_phone'])) {
    if (!asks(contest, field, draft, needsGuardian)) continue;
    const value = draft[field];
    if (!value) continue;
    if (field === 'unit') body.unit = draft.unit?.id;
    else if (field === 'phone' || field === 'guardian_phone') body[field] = normalisedPhone(draft[field]);
    else body[field] = typeof value === 'string' ? value.trim().normalize('NFC') : value;
  }
  const purposes = contest.privacy_notice?.purposes ?? [];
  return {
    ...(body as Partial<EntryForm>),
    consents: purposes.map(({ code }) => code as Purpose).filter((code) => draft.consents[code]),
    notice: contest.privacy_notice?.id,
    truthful: draft.truthful,
  };
}

function faultOf(field: EntryFieldName, draft: Draft, today: string): MissingWord | null {
  if (field === 'birth_on') {
    if (draft.birth_on === 'invalid') return 'birthInvalid';
    return draft.birth_on > today ? 'birthFuture' : null;
  }
  if (field === 'phone' || field === 'guardian_phone') {
    return /^0\d{9,10}$/.test(normalisedPhone(draft[field])) ? null : 'phoneInvalid';
  }
  return null;
}
