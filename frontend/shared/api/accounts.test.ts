import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { readAddresses, sendLetterAgain, signIn, signOut, signUp } from './accounts.ts';
import { mayBeSignedIn } from './signed-in.ts';

/** One browser and the accounts of a server, as allauth answers. */
let accounts: Record<string, string>;
let signedIn: string | null;
let losesReply: boolean;

type Form = { username: string; password: string };

function reply(path: string, method: string, form: Form): [number, unknown] {
  if (path.endsWith('/config')) return [200, {}];
  if (method === 'DELETE') signedIn = null;
  if (method === 'DELETE') return [401, { status: 401 }];
  const isNew = path.endsWith('/signup');
  if (isNew && form.username in accounts) return refused('username_taken', 'username');
  if (!isNew && accounts[form.username] !== form.password) {
    return refused('username_password_mismatch', 'password');
  }
  if (signedIn !== null) return [409, { status: 409 }];
  accounts[form.username] = form.password;
  signedIn = form.username;
  return [200, { status: 200 }];
}

const refused = (code: string, param: string): [number, unknown] => [400, { errors: [{ code, param }] }];

beforeEach(() => {
  accounts = { an: 'của An', binh: 'của Bình' };
  signedIn = null;
  losesReply = false;
  document.cookie = 'csrftoken=abc';
  vi.stubGlobal('fetch', (path: string, { method = 'GET', body }: RequestInit) => {
    const [status, said] = reply(path, method, JSON.parse(String(body ?? '{}')) as Form);
    if (!losesReply) return Promise.resolve(new Response(JSON.stringify(said), { status }));
    losesReply = false;
    return Promise.reject(new TypeError('Failed to fetch'));
  });
});
afterEach(() => vi.unstubAllGlobals());

test('whoever signs in where another is signed in becomes that one no longer', async () => {
  signedIn = 'an';
  await signIn({ username: 'binh', password: 'của Bình' });
  expect(signedIn).toBe('binh');
});

test('nothing on the device speaks of a sign-in after signing out', async () => {
  signedIn = 'an';
  await signOut();
  expect([signedIn, mayBeSignedIn()]).toEqual([null, false]);
});

test('a wrong password lets nobody in', async () => {
  const again = signIn({ username: 'binh', password: 'sai' });
  await expect(again).rejects.toMatchObject({
    fields: { password: [{ code: 'username_password_mismatch' }] },
  });
  expect(signedIn).toBeNull();
});

test('a new account is its own, also where another is signed in', async () => {
  signedIn = 'an';
  await signUp({ username: 'chi', password: 'của Chi', email: '' });
  expect([signedIn, accounts.chi]).toEqual(['chi', 'của Chi']);
});

test.each([false, true])('a name that another has stays theirs, a first answer lost or not', async (lost) => {
  const asked = { username: 'binh', password: 'sai', email: '' };
  losesReply = lost;
  if (lost) await expect(signUp(asked)).rejects.toMatchObject({ code: 'offline' });
  await expect(signUp(asked)).rejects.toMatchObject({ fields: { username: [{ code: 'username_taken' }] } });
  expect([signedIn, accounts.binh]).toEqual([null, 'của Bình']);
});

test.each([
  [signIn, true],
  [signIn, false],
  [signUp, true],
  [signUp, false],
])('a repeat after a lost answer leads in', async (enter, cookieArrives) => {
  const account = { username: enter === signIn ? 'an' : 'chi', password: 'của An', email: '' };
  losesReply = true;
  await expect(enter(account)).rejects.toMatchObject({ code: 'offline' });
  signedIn = cookieArrives ? signedIn : null;
  await enter(account);
  expect(signedIn).toBe(account.username);
});

const answers = (status: number, said: object) =>
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(said, { status })));

test('the proven address and the one that waits are told apart', async () => {
  const data = [
    { email: 'moi@vidu.vn', verified: false, primary: false },
    { email: 'cu@vidu.vn', verified: true, primary: true },
  ];
  answers(200, { status: 200, data });
  await expect(readAddresses()).resolves.toEqual({ proven: 'cu@vidu.vn', pending: 'moi@vidu.vn' });
});

test('the account of nobody is refused, not taken for one without an address', async () => {
  answers(401, { status: 401, data: { flows: [] } });
  await expect(readAddresses()).rejects.toMatchObject({ code: 'not_signed_in' });
});

test.each([
  [{ status: 403 }, 'letter_just_sent'],
  [{ code: 'csrf_failed', details: {} }, 'csrf_failed'],
])('a letter that is not sent again has its reason: %o', async (said, code) => {
  answers(403, said);
  await expect(sendLetterAgain('lan@vidu.vn')).rejects.toMatchObject({ code });
});
