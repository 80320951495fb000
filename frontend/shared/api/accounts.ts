/** Accounts: django-allauth's browser API, and recovery with a PIN from a secretary or helper. */
import { Problem, call, type Call } from './client.ts';
import { forgetSignIn, mayBeSignedIn } from './signed-in.ts';

type AllauthReply = { errors?: { code: string; param?: string }[] } | null;

const UNAUTHORIZED = 401;
const FORBIDDEN = 403;
const ALREADY_SIGNED_IN = 409;

const CONFIG = '/_allauth/browser/v1/config';
const ROOT = '/_allauth/browser/v1/auth';
const OWN = '/_allauth/browser/v1/account';

type Account = { username: string; password: string };

/** Names whose sign-up was sent and not answered: taken, such a name may be the person's own. */
const unanswered = new Set<string>();

export async function signUp(account: Account & { email: string }): Promise<void> {
  const { email, ...needed } = account;
  try {
    await enter('signup', email ? account : needed);
  } catch (failure) {
    if (!(failure instanceof Problem)) throw failure;
    if (failure.status === 0 || failure.status >= 500) unanswered.add(account.username);
    const isTaken = failure.fields.username?.some(({ code }) => code === 'username_taken');
    if (!isTaken || !unanswered.has(account.username)) throw failure;
    await enter('login', needed).catch(() => Promise.reject(failure));
  }
}

/** `username`: the user name or the phone number given at sign-up. */
export async function signIn(account: Account): Promise<void> {
  await enter('login', account);
}

export async function signOut(): Promise<void> {
  await answered(call(`${ROOT}/session`, { method: 'DELETE' }));
  forgetSignIn();
}

export async function recover(form: { username: string; pin: string; password: string }): Promise<void> {
  await ensureCsrfCookie();
  await call('/api/v1/recovery/', { method: 'POST', body: form });
}

/** Says that the mail address a letter went to is one's own; `key` comes from the letter's link. */
export async function proveAddress(key: string): Promise<void> {
  await post('email/verify', { key });
}

/** Whoever else is signed in to the account is signed out by it; this browser is not. */
export async function changePassword(form: {
  current_password: string;
  new_password: string;
}): Promise<void> {
  await own('password/change', { method: 'POST', body: form });
}

/** The proven address that notices go to, and the one given in its place but not proven yet. */
export type MailAddresses = { proven: string | null; pending: string | null };

export const readAddresses = (): Promise<MailAddresses> => addresses('GET');
/** Asks the new address, by a letter, to prove itself; until then the proven one stays. */
export const giveAddress = (email: string): Promise<MailAddresses> => addresses('POST', email);
export const removeAddress = (email: string): Promise<MailAddresses> => addresses('DELETE', email);

/** Refuses `letter_just_sent`: one goes out every few minutes at most. */
export async function sendLetterAgain(email: string): Promise<void> {
  try {
    await own('email', { method: 'PUT', body: { email } });
  } catch (failure) {
    const isTooSoon =
      failure instanceof Problem && failure.status === FORBIDDEN && failure.code === 'unknown';
    throw isTooSoon ? new Problem('letter_just_sent', FORBIDDEN) : failure;
  }
}

async function addresses(method: 'GET' | 'POST' | 'DELETE', email?: string): Promise<MailAddresses> {
  const { data } = await own<{ data: { email: string; verified: boolean }[] }>('email', {
    method,
    body: email === undefined ? undefined : { email },
  });
  const first = (verified: boolean) => data.find((one) => one.verified === verified)?.email ?? null;
  return { proven: first(true), pending: first(false) };
}

/** What only the person signed in may ask. */
async function own<Reply>(part: string, asked: Call): Promise<Reply> {
  try {
    return await call<Reply>(`${OWN}/${part}`, asked);
  } catch (failure) {
    if (!(failure instanceof Problem)) throw failure;
    if (failure.status === UNAUTHORIZED) throw new Problem('not_signed_in', UNAUTHORIZED);
    throw problemOf(failure);
  }
}

/** Whoever asks now is let in, or nobody: a session that another person left on this browser ends first. */
async function enter(step: 'login' | 'signup', account: Account): Promise<void> {
  try {
    await post(step, account);
  } catch (failure) {
    if (!(failure instanceof Problem) || failure.status !== ALREADY_SIGNED_IN) throw failure;
    await signOut();
    await post(step, account);
  }
}

async function post(step: string, body: unknown): Promise<void> {
  await ensureCsrfCookie();
  await answered(call(`${ROOT}/${step}`, { method: 'POST', body }));
}

async function ensureCsrfCookie(): Promise<void> {
  if (!mayBeSignedIn()) await call(CONFIG);
}

/** Waits for allauth: 401 is how it says that nobody is signed in, also after signing out; its errors become ours. */
async function answered(exchange: Promise<unknown>): Promise<void> {
  try {
    await exchange;
  } catch (failure) {
    if (!(failure instanceof Problem)) throw failure;
    if (failure.status === UNAUTHORIZED) return;
    throw problemOf(failure);
  }
}

function problemOf(failure: Problem): Problem {
  const errors = (failure.reply as AllauthReply)?.errors ?? [];
  const fields: Problem['fields'] = {};
  for (const { code, param } of errors) if (param) (fields[param] ??= []).push({ code });
  const general = errors.find(({ param }) => !param)?.code;
  if (failure.status === 429) return new Problem('too_many_requests', 429, failure.details);
  if (!errors.length) return failure;
  return new Problem(general ?? 'invalid', failure.status, {}, fields);
}
