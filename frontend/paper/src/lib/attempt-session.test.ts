import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AttemptRecords, openShelf } from 'shared/lib/attempt-records.ts';
import type { AttemptSession } from '#lib/attempt-session.svelte.ts';
import { aPaper, Bench, CLOSES } from '#lib/session.fakes.ts';

const MINUTE = 60_000;
let bench: Bench;
let session: AttemptSession;

beforeEach(() => vi.useFakeTimers({ now: CLOSES - 15 * MINUTE }));
afterEach(() => {
  session.end();
  vi.useRealTimers();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

function start(skew = 0): void {
  bench = new Bench(skew);
  bench.hear();
  session = bench.open();
}

describe('what is saved', () => {
  it('counts an answer as saved only once the server has it', async () => {
    start();
    session.answer(0, { chosen: [1] });
    expect([session.savedCount, session.pending]).toEqual([0, [0]]);
    await pass(200);
    expect([session.savedCount, session.pending]).toEqual([1, []]);
    session.answer(0, { chosen: [] });
    await pass(200);
    expect(session.savedCount).toBe(0);
    expect(session.unanswered).toEqual([0, 1, 2, 3, 4]);
  });

  it('says so while the network is away and when it is back', async () => {
    start();
    bench.network.fate = () => 'REQUEST_LOST';
    session.answer(0, { chosen: [1] });
    session.predict(12);
    await pass(5_200);
    expect([session.isUnreachable, session.waits, session.predictionIsPending]).toEqual([true, true, true]);
    bench.network.fate = () => 'ARRIVES';
    session.wake();
    await pass(300);
    expect([session.isUnreachable, session.waits]).toEqual([false, false]);
    expect(bench.server.prediction?.value).toBe(12);
  });

  it('says when the device keeps nothing', () => {
    bench = new Bench();
    bench.storage.room = 0;
    session = bench.open();
    session.answer(0, { chosen: [1] });
    expect(session.isKept).toBe(false);
  });

  it('comes back to the same question, answers and marks after a reload', async () => {
    start();
    session.answer(4, { chosen: [2] });
    session.mark(1, true);
    session.goTo(4);
    session.end();
    const kept = new AttemptRecords(openShelf(() => bench.storage)).load('a1');
    session = bench.open(kept ?? {});
    expect([session.at, session.isMarked(1), session.answerTo(4)]).toEqual([4, true, { chosen: [2] }]);
  });
});

describe('the way through the paper', () => {
  it('goes from the questions to the prediction to the review and back', () => {
    start();
    expect(session.places).toBe(6);
    session.goTo(5);
    expect([session.phase, session.at]).toEqual(['ANSWERING', 5]);
    session.goTo(6);
    expect(session.phase).toBe('REVIEW');
    session.goTo(2);
    expect([session.phase, session.at]).toEqual(['ANSWERING', 2]);
    session.goTo(-1);
    expect(session.at).toBe(0);
  });

  it('takes no answers in review, after submission or after a takeover', async () => {
    start();
    session.goTo(6);
    session.answer(0, { chosen: [1] });
    session.predict(3);
    expect(session.record.answers).toEqual({});
    session.submit();
    await pass(300);
    expect(session.phase).toBe('RECEIPT');
    expect(bench.server.submissions).toBe(1);
  });

  it('stops where another device goes on', async () => {
    start();
    bench.server.epoch = 2;
    session.answer(0, { chosen: [1] });
    await pass(300);
    expect(session.phase).toBe('TAKEN_OVER');
    expect(session.pending).toEqual([0]);
  });
});

describe('time', () => {
  it.each([0, -3 * 3_600_000, 400 * 86_400_000])(
    'is the server’s, with the phone off by %d ms',
    async (skew) => {
      start(skew);
      expect(session.secondsLeft).toBe(900);
      await pass(60_000);
      expect(session.secondsLeft).toBe(840);
      expect(session.isAbout).toBe(false);
    },
  );

  it('is announced once at 5 and at 1 minutes, and not for what is already past', async () => {
    start();
    await pass(10 * MINUTE - 1_000);
    expect(session.announced).toBeNull();
    await pass(1_500);
    expect(session.announced).toBe(300);
    await pass(4 * MINUTE);
    expect(session.announced).toBe(60);
    session.end();
    vi.setSystemTime(CLOSES - 2 * MINUTE);
    start();
    await pass(30_000);
    expect(session.announced).toBeNull();
  });

  it('hands in what is saved at zero', async () => {
    start();
    session.answer(0, { chosen: [1] });
    await pass(15 * MINUTE - 100);
    expect([session.phase, bench.server.submissions]).toEqual(['ANSWERING', 0]);
    await pass(1_000);
    expect(session.phase).toBe('RECEIPT');
    expect(session.record.receipt?.answered).toBe(1);
  });

  it('follows a deadline that the server moves', async () => {
    start();
    const put = bench.server.put.bind(bench.server);
    bench.server.put = (body) =>
      ({ ...put(body), closesAt: new Date(CLOSES + 10 * MINUTE).toISOString() }) as never;
    session.answer(0, { chosen: [1] });
    await pass(300);
    expect(session.secondsLeft).toBe(1_500);
  });

  it('never ends an attempt on the word of a phone set forward', async () => {
    start();
    bench.slept = 60 * MINUTE;
    await pass(500);
    expect(bench.asked).toBe(1);
    await pass(500);
    expect([session.phase, bench.server.submissions]).toEqual(['ANSWERING', 0]);
    expect(session.secondsLeft).toBeGreaterThan(890);
  });

  it('waits for the server’s word while it cannot ask', async () => {
    start();
    bench.isOnline = false;
    bench.network.fate = () => 'REQUEST_LOST';
    bench.slept = 60 * MINUTE;
    await pass(10_000);
    expect([session.phase, session.isTimeUp]).toEqual(['SUBMITTING', true]);
    expect(bench.asked).toBeLessThan(6);
    expect(session.record.submitting).toBe(false);
    bench.isOnline = true;
    await pass(4_000);
    expect(session.phase).toBe('ANSWERING');
  });

  it('is about right after a reload without network, and says so', async () => {
    start();
    await pass(1_000);
    session.mark(0, true);
    session.end();
    const kept = bench.records.load('a1');
    const later = new Bench();
    later.isOnline = false;
    later.network.fate = () => 'REQUEST_LOST';
    session = later.open(kept ?? {});
    expect([session.isAbout, session.secondsLeft]).toEqual([true, 899]);
  });
});

it('has no prediction to show where none is asked', () => {
  bench = new Bench();
  session = bench.open({ paper: aPaper({ prediction: null }) });
  expect(session.places).toBe(5);
});
