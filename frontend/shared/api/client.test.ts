import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { Problem, call } from './client.ts';

const reply = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(body === null ? null : JSON.stringify(body), { status, headers });

const sent = (): [string, RequestInit & { headers: Record<string, string> }] =>
  vi.mocked(fetch).mock.lastCall as never;

beforeEach(() => {
  vi.stubGlobal(
    'fetch',
    vi.fn(() => Promise.resolve(reply(200, {}))),
  );
  document.cookie = 'csrftoken=abc';
});
afterEach(() => vi.unstubAllGlobals());

test('a refusal keeps its code, status and details', async () => {
  vi.mocked(fetch).mockResolvedValue(reply(409, { code: 'taken_over', details: { epoch: 3 } }));
  const problem = await call('/x').catch((failure: unknown) => failure);
  expect(problem).toMatchObject({ code: 'taken_over', status: 409, details: { epoch: 3 } });
});

test('a reply that is not ours still becomes a problem with a code', async () => {
  vi.mocked(fetch).mockResolvedValue(new Response('<h1>502</h1>', { status: 502 }));
  await expect(call('/x')).rejects.toMatchObject({ code: 'server_error', status: 502 });
  vi.mocked(fetch).mockResolvedValue(reply(418, null));
  await expect(call('/x')).rejects.toMatchObject({ code: 'unknown', status: 418 });
});

test.each([
  ['cut short', () => new Response(new ReadableStream({ start: (body) => body.error(new TypeError()) }))],
  ['another’s page', () => new Response('<h1>Wi-Fi</h1>')],
])('a good reply whose body is %s is none at all', async (_, replyOf) => {
  vi.mocked(fetch).mockResolvedValue(replyOf());
  await expect(call('/x')).rejects.toMatchObject({ code: 'offline', status: 0 });
});

test('a reply that says it has no body needs none', async () => {
  vi.mocked(fetch).mockResolvedValue(reply(204, null));
  await expect(call('/x')).resolves.toBeNull();
});

test('no network is a problem too, giving up is not', async () => {
  vi.mocked(fetch).mockRejectedValue(new TypeError('Failed to fetch'));
  await expect(call('/x')).rejects.toBeInstanceOf(Problem);
  await expect(call('/x')).rejects.toMatchObject({ code: 'offline', status: 0 });
  vi.mocked(fetch).mockRejectedValue(new DOMException('', 'AbortError'));
  await expect(call('/x')).rejects.toBeInstanceOf(DOMException);
});

test('changes by a session carry the token against forgery, readings do not', async () => {
  await call('/x', { method: 'PUT', body: { a: 1 } });
  expect(sent()[1].headers['X-CSRFToken']).toBe('abc');
  await call('/x');
  expect(sent()[1].headers['X-CSRFToken']).toBeUndefined();
});

test('an attempt is authorised by its own token and by nothing else of the browser', async () => {
  await call('/x', { method: 'PUT', attempt: 't0k', body: {} });
  const [, init] = sent();
  expect(init.headers.Authorization).toBe('Attempt t0k');
  expect(init.credentials).toBe('omit');
  expect(init.headers['X-CSRFToken']).toBeUndefined();
});

test('empty filters stay out of the address', async () => {
  await call('/x', { query: { q: 'xã Tân', unit: '', after: undefined, n: 0 } });
  expect(sent()[0]).toBe(`/x?${new URLSearchParams({ q: 'xã Tân', n: '0' }).toString()}`);
});
