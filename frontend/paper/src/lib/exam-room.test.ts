import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { signOut } from 'shared/api/accounts.ts';
import { CLOSES, Server } from 'shared/lib/answer-outbox.fakes.ts';
import type { AnswersBody } from 'shared/lib/answer-outbox.ts';
import { render } from '@testing-library/svelte';
import { ExamRoom } from '#lib/exam-room.svelte.ts';
import Room from '#lib/Room.svelte';
import { aPaper } from '#lib/session.fakes.ts';

const ROUND = 'r1';

/** The endpoints of the exam room for one person, as the contract states them. */
class Api {
  server = new Server();
  isOnline = true;
  isSignedIn = true;
  isEntered = true;
  openedAt: string | null = null;
  losesReplies = 0;
  /** When the round opens, if that is not long past. */
  opensAt: string | null = null;
  calls: string[] = [];

  async answer(path: string, init: RequestInit = {}): Promise<Response> {
    this.calls.push(`${init.method ?? 'GET'} ${path}`);
    if (!this.isOnline) throw new TypeError('Failed to fetch');
    const [status, body] = this.reply(path, init);
    if (this.losesReplies > 0 && init.method === 'POST') {
      this.losesReplies -= 1;
      throw new TypeError('Failed to fetch');
    }
    return new Response(JSON.stringify(body), { status });
  }

  private reply(path: string, init: RequestInit): [number, unknown] {
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : null;
    const isOwn = new Headers(init.headers).has('Authorization');
    if (path.startsWith('/_allauth/')) {
      this.isSignedIn = false;
      return [401, { status: 401 }];
    }
    if (path.endsWith('/answers/')) return wire(this.server.put(body as AnswersBody));
    if (path.endsWith('/submission/')) return wire(this.server.submit((body as AnswersBody).epoch));
    if (!this.isSignedIn && !isOwn) return [401, { code: 'not_signed_in', details: {} }];
    if (path.includes('/me/rounds/')) return [200, this.mine()];
    if (path.startsWith('/api/v1/attempts/')) {
      return [200, { attempt: this.attempt(), receipt: { code: 'A1B2-C3D4-E5F6' }, result: null }];
    }
    return this.open();
  }

  private open(): [number, unknown] {
    if (this.server.submitted) return [409, { code: 'attempt_is_submitted', details: {} }];
    if (this.openedAt === null) this.server.epoch = 0;
    this.openedAt ??= new Date().toISOString();
    const { epoch, ...opened } = this.server.open();
    const { questions, prediction, contest, round } = aPaper();
    const server_time = new Date().toISOString();
    return [
      epoch === 1 ? 201 : 200,
      {
        ...opened,
        attempt: { ...this.attempt(), epoch },
        token: `token-${epoch}`,
        server_time,
        contest,
        round,
        paper: { id: 'p1', questions, prediction },
      },
    ];
  }

  private attempt() {
    const closes_at = new Date(CLOSES).toISOString();
    const state = this.server.submitted ? 'SUBMITTED' : 'OPEN';
    return { id: 'a1', ordinal: 1, state, opened_at: this.openedAt, closes_at, submitted_at: null };
  }

  private mine() {
    const { contest, round } = aPaper();
    const attempts = { limit: 2, per: 'ROUND', counting: 'BEST' };
    const coming = this.opensAt && { opens_at: this.opensAt, phase: 'COMING' };
    return {
      server_time: new Date().toISOString(),
      round: { ...round, ...coming },
      contest: { ...contest, contact: { hotline: '1900', hotline_hours: {} } },
      terms: { question_count: 5, time_limit_seconds: 900, attempts, prediction: null, feedback: 'POINTS' },
      entry: this.isEntered ? { number: '1' } : null,
      attempts: this.openedAt === null ? [] : [this.attempt()],
      next_ordinal: this.openedAt === null ? 1 : 2,
      attempts_left: 2,
    };
  }
}

function wire(reply: ReturnType<Server['put']>): [number, unknown] {
  if (reply.kind === 'REFUSED') return [409, { code: reply.code, details: {} }];
  if (reply.kind === 'RECEIPT') return [200, reply.receipt];
  if (reply.kind === 'UNREACHABLE') return [503, { code: 'unavailable', details: {} }];
  const { stored, predictionSequence, closesAt } = reply;
  const server_time = new Date().toISOString();
  return [200, { stored, prediction_sequence: predictionSequence, server_time, closes_at: closesAt }];
}

let api: Api;
let rooms: ExamRoom[];

/** A page load on the phone of the test. */
async function load(receipt: string | null = null): Promise<ExamRoom> {
  for (const room of rooms) room.session?.end();
  const room = new ExamRoom(ROUND);
  rooms.push(room);
  await room.enter(receipt);
  return room;
}

/** Another phone: it has nothing in store. */
function onAnotherPhone<Value>(act: () => Promise<Value>): Promise<Value> {
  const kept = { ...localStorage } as Record<string, string>;
  localStorage.clear();
  history.replaceState(null, '');
  return act().finally(() => {
    localStorage.clear();
    for (const [key, text] of Object.entries(kept)) localStorage.setItem(key, text);
  });
}

const signIn = (token: string) => (document.cookie = `csrftoken=${token}`);
const settle = (ms = 300) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers({
    now: CLOSES - 900_000,
    toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'Date'],
  });
  api = new Api();
  rooms = [];
  history.replaceState(null, '');
  signIn('person-a');
  vi.stubGlobal('fetch', (path: string, init?: RequestInit) => api.answer(path, init));
});
afterEach(() => {
  for (const room of rooms) room.session?.end();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('entering', () => {
  it('starts nothing before the person presses', async () => {
    const room = await load();
    expect(room.view).toBe('START');
    expect(api.calls).toEqual(['GET /api/v1/me/rounds/r1/']);
    await room.start(1);
    expect([room.view, room.session?.phase, room.arrival]).toEqual(['ATTEMPT', 'ANSWERING', 'STARTED']);
  });

  it.each([
    ['not_signed_in', () => (api.isSignedIn = false)],
    ['not_entered', () => (api.isEntered = false)],
    ['offline', () => (api.isOnline = false)],
  ])('says %s', async (code, arrange) => {
    arrange();
    const room = await load();
    expect([room.view, room.problem?.code]).toEqual(['PROBLEM', code]);
  });

  it('lets in at the bell who waited for it, without another request', async () => {
    api.opensAt = new Date(Date.now() + 5_000).toISOString();
    const room = await load();
    expect(room.view).toBe('WAITING');
    room.opened();
    expect([room.view, room.problem]).toEqual(['START', null]);
    expect(api.calls).toHaveLength(1);
  });

  it('keeps the start page when the paper does not come, and a second press costs nothing', async () => {
    const room = await load();
    api.losesReplies = 1;
    await room.start(1);
    expect([room.view, room.problem?.code]).toEqual(['START', 'offline']);
    await room.start(1);
    expect([room.view, room.problem]).toEqual(['ATTEMPT', null]);
    const start = 'POST /api/v1/rounds/r1/attempts/';
    expect(api.calls.filter((call) => call.includes('/attempts/'))).toEqual([start, start]);
    localStorage.clear(); // as if the second one had not come either: a reload goes on
    expect((await load()).session?.phase).toBe('ANSWERING');
  });
});

it('never gains time from the reply that the page asked for before its script came', async () => {
  let phone = 4_000;
  vi.spyOn(performance, 'now').mockImplementation(() => phone);
  document.head.innerHTML = '<link rel="preload" as="fetch" href="/api/v1/me/rounds/r1/">';
  // Answered three seconds ago, while the script was still on its way.
  const seen = new Date(Date.now() - 3_000).toISOString();
  vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
    const reply = (await (await api.answer(path, init)).json()) as object;
    if (init?.method !== 'POST') return Response.json({ ...reply, server_time: seen });
    phone += 400;
    return Response.json(reply);
  });
  const room = await load();
  expect(room.clock.uncertainty).toBeGreaterThanOrEqual(2_000);
  await room.start(1);
  expect(Math.abs((room.clock.now() ?? 0) - Date.now())).toBeLessThanOrEqual(200);
  vi.mocked(performance.now).mockRestore();
});

describe('coming back', () => {
  it('goes on by itself after a reload, with what was chosen meanwhile', async () => {
    const room = await load();
    await room.start(1);
    api.isOnline = false;
    room.session?.answer(0, { chosen: [2] });
    await settle();
    api.isOnline = true;
    const again = await load();
    expect([again.view, again.arrival]).toEqual(['ATTEMPT', 'RESUMED']);
    await settle();
    expect(api.server.answers()).toEqual({ 0: { chosen: [2] } });
  });

  it('goes on with what the device kept when the network goes in the middle of a reload', async () => {
    const room = await load();
    await room.start(1);
    room.session?.answer(0, { chosen: [2] });
    await settle();
    vi.stubGlobal('fetch', (path: string, init?: RequestInit) =>
      init?.method === 'POST' ? Promise.reject(new TypeError('Failed to fetch')) : api.answer(path, init),
    );
    const again = await load();
    expect([again.view, again.arrival]).toEqual(['ATTEMPT', 'OFFLINE']);
    again.session?.answer(1, { chosen: [1] });
    await settle();
    expect(api.server.answers()).toEqual({ 0: { chosen: [2] }, 1: { chosen: [1] } });
  });

  it('asks before it takes over from another device', async () => {
    const room = await load();
    await room.start(1);
    await onAnotherPhone(async () => {
      const other = await load();
      expect([other.view, other.open?.ordinal]).toEqual(['START', 1]);
      await other.start(1);
      other.session?.answer(0, { chosen: [1] });
      await settle();
      other.session?.end();
    });
    const back = await load();
    back.session?.answer(1, { chosen: [0] });
    await settle();
    expect(api.server.answers()).toEqual({ 0: { chosen: [1] }, 1: { chosen: [0] } });
  });

  it('shows that another device has it and takes it back on the person’s word', async () => {
    const room = await load();
    await room.start(1);
    api.server.epoch += 1;
    room.session?.answer(0, { chosen: [3] });
    await settle();
    expect(room.session?.phase).toBe('TAKEN_OVER');
    const reloaded = await load();
    expect(reloaded.view).toBe('START');
    await reloaded.start(1);
    await settle();
    expect(reloaded.session?.phase).toBe('ANSWERING');
    expect(api.server.answers()).toEqual({ 0: { chosen: [3] } });
  });

  it('works on without network, for the same sign-in only', async () => {
    const room = await load();
    await room.start(1);
    room.session?.answer(0, { chosen: [2] });
    await settle();
    api.isOnline = false;
    const again = await load();
    expect([again.view, again.arrival]).toEqual(['ATTEMPT', 'OFFLINE']);
    expect(again.session?.answerTo(0)).toEqual({ chosen: [2] });
    signIn('person-b');
    const other = await load();
    expect([other.view, other.session]).toEqual(['PROBLEM', null]);
  });

  it.each([
    [1, 'ATTEMPT', undefined],
    [Infinity, 'PROBLEM', 'token_not_valid'],
  ])('opens the attempt again once when its token is refused (%d times)', async (times, view, code) => {
    const room = await load();
    await room.start(1);
    let refusals = times;
    vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
      if (!path.endsWith('/answers/') || refusals-- <= 0) return api.answer(path, init);
      return Response.json({ code: 'token_not_valid', details: {} }, { status: 401 });
    });
    render(Room, { room });
    room.session?.answer(0, { chosen: [2] });
    for (let turn = 0; turn < 20; turn++) await settle(50);
    expect([room.view, room.problem?.code]).toEqual([view, code]);
    expect(api.server.epoch).toBe(2);
    expect(room.records.load('a1')?.answers[0]?.value).toEqual({ chosen: [2] });
  });

  it('shows the receipt of an attempt that was handed in', async () => {
    const room = await load();
    await room.start(1);
    room.session?.submit();
    await settle();
    expect(room.session?.phase).toBe('RECEIPT');
    const again = await load('a1');
    expect([again.view, again.receipt?.receipt.code]).toEqual(['RECEIPT', 'A1B2-C3D4-E5F6']);
  });
});

describe('a network in between', () => {
  it.each([
    ['cut short', () => new ReadableStream({ start: (body) => body.error(new TypeError()) })],
    ['a portal’s page', () => '<html>Wi-Fi</html>'],
  ])('sends on by itself after a reply that is %s', async (_, body) => {
    const room = await load();
    await room.start(1);
    let broken = 1;
    vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
      const whole = await api.answer(path, init);
      return path.endsWith('/answers/') && broken-- > 0 ? new Response(body()) : whole;
    });
    room.session?.answer(0, { chosen: [2] });
    await settle();
    expect([room.session?.pending, room.session?.isUnreachable]).toEqual([[0], true]);
    await settle(2_000);
    expect([room.session?.pending, room.session?.isUnreachable]).toEqual([[], false]);
  });
});

describe('a phone for the whole family', () => {
  it("sends A's last answers after B has signed in, and B sees nothing of A", async () => {
    const room = await load();
    await room.start(1);
    api.isOnline = false;
    room.session?.answer(0, { chosen: [2] });
    await settle();
    room.session?.end();
    const ofA = api;
    signIn('person-b');
    api = new Api();
    api.server = ofA.server;
    const other = await load();
    await settle(3_000);
    expect([other.view, other.session]).toEqual(['START', null]);
    expect(ofA.server.answers()).toEqual({ 0: { chosen: [2] } });
    expect(other.records.all()).toEqual([]);
  });

  it('shows A’s paper to nobody once A has signed out elsewhere in the browser, and still sends for A', async () => {
    const room = await load();
    await room.start(1);
    api.isOnline = false;
    room.session?.answer(0, { chosen: [2] });
    await settle();
    api.isOnline = true;
    vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ status: 401 }, { status: 401 })));
    await signOut();
    room.session?.end();
    vi.stubGlobal('fetch', (path: string, init?: RequestInit) => api.answer(path, init));
    api.isOnline = false;
    const next = await load();
    expect([next.view, next.session]).toEqual(['PROBLEM', null]);
    api.isOnline = true;
    signIn('person-b');
    await load();
    await settle(3_000);
    expect(api.server.answers()).toEqual({ 0: { chosen: [2] } });
  });

  it('starts nothing for B from the page of A, and begins anew as B’s', async () => {
    const room = await load();
    await room.start(1);
    signIn('person-b');
    const reload = vi.fn();
    vi.stubGlobal('location', { ...window.location, reload });
    const before = api.calls.length;
    await room.resume();
    expect(api.calls.slice(before)).toEqual([]);
    expect(reload).toHaveBeenCalledOnce();
  });

  it('forgets what is finished when the person leaves the device', async () => {
    const assign = vi.fn();
    vi.stubGlobal('location', { ...window.location, assign });
    const room = await load();
    await room.start(1);
    room.session?.submit();
    await settle();
    expect(room.records.all()).toHaveLength(1);
    await room.leave();
    expect(room.records.all()).toEqual([]);
    expect(api.isSignedIn).toBe(false);
    expect(assign).toHaveBeenCalledWith('/');
  });
});
