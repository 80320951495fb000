import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aRecord, CLOSES, FakeStorage, Network, Server } from './answer-outbox.fakes.ts';
import { AnswerOutbox, sendLeftovers } from './answer-outbox.ts';
import {
  AttemptRecords,
  openShelf,
  reconciled,
  type AttemptRecord,
  type Receipt,
} from './attempt-records.ts';

let storage: FakeStorage;
let records: AttemptRecords;
let server: Server;
let network: Network;

beforeEach(() => {
  vi.useFakeTimers({ now: CLOSES - 3_600_000 });
  storage = new FakeStorage();
  records = new AttemptRecords(openShelf(() => storage));
  server = new Server();
  network = new Network(server);
});
afterEach(() => vi.useRealTimers());

function anOutbox(record = aRecord()): AnswerOutbox {
  return new AnswerOutbox(record, { records, transport: network, random: () => 0.5 });
}
const settle = (ms = 60_000) => vi.advanceTimersByTimeAsync(ms);

describe('resuming', () => {
  const resume = (record: AttemptRecord): AttemptRecord => {
    const opened = server.open();
    return { ...record, epoch: opened.epoch, resumes: 0, outcome: null, ...reconciled(record, opened) };
  };

  it('puts what never arrived on top of what the server holds', async () => {
    const before = anOutbox();
    before.answer(0, { chosen: [0] });
    await settle(200);
    network.fate = () => 'REPLY_LOST';
    before.answer(1, { chosen: [1] });
    await settle(100);
    before.answer(1, { chosen: [2] });
    before.answer(2, { chosen: [3] });
    before.stop();
    await settle();
    network.fate = () => 'ARRIVES';
    const after = anOutbox(resume(records.load('a1') ?? aRecord()));
    expect(after.pending).toEqual([1, 2]);
    after.nudge();
    await settle();
    expect(server.answers()).toEqual({ 0: { chosen: [0] }, 1: { chosen: [2] }, 2: { chosen: [3] } });
  });

  it('lets the device that went on in between keep its later answers', async () => {
    network.fate = () => 'REQUEST_LOST';
    const first = anOutbox();
    for (const option of [0, 1, 2]) first.answer(0, { chosen: [option] });
    first.answer(1, { chosen: [0] });
    first.stop();
    await settle();
    const kept = records.load('a1') ?? aRecord();

    const other = new AttemptRecords(openShelf(() => new FakeStorage()));
    network.fate = () => 'ARRIVES';
    const second = new AnswerOutbox(resume(aRecord()), { records: other, transport: network });
    second.answer(0, { chosen: [3] });
    await settle();

    const again = anOutbox(resume(kept));
    again.nudge();
    await settle();
    expect(again.record.answers[0]?.value).toEqual({ chosen: [3] });
    expect(server.answers()).toEqual({ 0: { chosen: [3] }, 1: { chosen: [0] } });
  });

  it('sends once more what the server acknowledged and no longer holds', async () => {
    const outbox = anOutbox();
    outbox.answer(0, { chosen: [1] });
    outbox.predict(7);
    await settle();
    server.stored.clear();
    server.prediction = null;
    const after = anOutbox(resume(records.load('a1') ?? aRecord()));
    after.nudge();
    await settle();
    expect(server.answers()).toEqual({ 0: { chosen: [1] } });
    expect(server.prediction).toMatchObject({ value: 7 });
  });
});

describe('a phone that several people use', () => {
  it("sends A's answers and submission under A's token after B has signed in, then drops them", async () => {
    network.fate = () => 'REQUEST_LOST';
    const a = anOutbox();
    a.answer(0, { chosen: [2] });
    a.submit();
    a.stop();
    records.save(aRecord({ attempt: 'b1', owner: 'person-b', token: 'token-b' }));
    await settle();
    network.fate = () => 'ARRIVES';
    const tokens: string[] = [];
    const put = network.putAnswers.bind(network);
    network.putAnswers = (record, body) => (tokens.push(record.token), put(record, body));
    sendLeftovers({ records, transport: network, except: 'b1', owner: 'person-b' });
    await settle();
    expect(tokens).toEqual(['token-1']);
    expect(server.answers()).toEqual({ 0: { chosen: [2] } });
    expect(server.submitted).toBe(true);
    expect(records.load('a1')).toBeNull();
    expect(records.load('b1')).not.toBeNull();
  });

  it('leaves alone what waits for nothing or is another device’s by now', async () => {
    records.save(aRecord({ attempt: 'done', receipt: { code: 'X' } as Receipt, outcome: 'SUBMITTED' }));
    const kept = { 0: { value: { chosen: [0] }, sequence: 1, stored: 0 } };
    records.save(aRecord({ attempt: 'lost', outcome: 'TAKEN_OVER', answers: kept }));
    expect(sendLeftovers({ records, transport: network, except: null, owner: 'b' })).toEqual([]);
  });

  it('forgets what is finished of a person who leaves, never what still waits', () => {
    records.save(aRecord({ attempt: 'done', outcome: 'SUBMITTED', receipt: { code: 'X' } as Receipt }));
    records.save(
      aRecord({ attempt: 'waits', answers: { 0: { value: { chosen: [0] }, sequence: 1, stored: 0 } } }),
    );
    records.save(aRecord({ attempt: 'other', owner: 'person-b' }));
    records.forget({ owner: 'person-a' });
    expect(
      records
        .all()
        .map(({ attempt }) => attempt)
        .sort(),
    ).toEqual(['other', 'waits']);
    records.forget({ closedBefore: CLOSES + 15 * 24 * 3_600_000 });
    expect(records.all()).toEqual([]);
  });
});

describe('a device that keeps nothing', () => {
  it('makes room by dropping finished attempts when storage is full', () => {
    records.save(aRecord({ attempt: 'old', receipt: { code: 'X' } as Receipt, paper: 'x'.repeat(500) }));
    storage.room = 900;
    const outbox = anOutbox();
    outbox.answer(0, { chosen: [0] });
    expect(outbox.isKept).toBe(true);
    expect(records.load('old')).toBeNull();
  });

  it('goes on in memory when storage is full for good, and says so', async () => {
    storage.room = 0;
    const outbox = anOutbox();
    outbox.answer(0, { chosen: [0] });
    expect(outbox.isKept).toBe(false);
    await settle();
    expect(server.answers()).toEqual({ 0: { chosen: [0] } });
  });

  it.each([
    [
      'denied',
      (): Storage => {
        throw new DOMException('denied', 'SecurityError');
      },
    ],
    ['missing', (): null => null],
  ])('goes on in memory when storage is %s, and says so', async (_, open) => {
    records = new AttemptRecords(openShelf(open));
    const outbox = anOutbox();
    outbox.answer(0, { chosen: [0] });
    expect(outbox.isKept).toBe(false);
    await settle();
    expect(server.answers()).toEqual({ 0: { chosen: [0] } });
  });

  it('takes a spoilt record for none', () => {
    storage.setItem('attempt:a1', '{"version":1,"attempt":"a1"');
    expect(records.load('a1')).toBeNull();
    storage.setItem('attempt:a1', '{"version":99}');
    expect(records.load('a1')).toBeNull();
    expect(records.all()).toEqual([]);
  });
});
