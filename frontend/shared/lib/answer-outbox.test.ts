import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aRecord, CLOSES, FakeStorage, Network, Server, type Fate } from './answer-outbox.fakes.ts';
import { AnswerOutbox } from './answer-outbox.ts';
import { AttemptRecords, hasPending, openShelf } from './attempt-records.ts';

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

describe('keep, then send', () => {
  it('is on the device before any request is made, and at the server after it', async () => {
    const outbox = anOutbox();
    outbox.answer(3, { chosen: [1] });
    expect(records.load('a1')?.answers[3]).toEqual({ value: { chosen: [1] }, sequence: 1, stored: 0 });
    expect(server.puts).toHaveLength(0);
    expect(outbox.pending).toEqual([3]);
    await settle(200);
    expect(server.answers()).toEqual({ 3: { chosen: [1] } });
    expect(outbox.pending).toEqual([]);
    expect(records.load('a1')?.answers[3]?.stored).toBe(1);
  });

  it('merges what is chosen while a request is out into the next one', async () => {
    const outbox = anOutbox();
    outbox.answer(0, { chosen: [0] });
    for (let position = 1; position < 20; position++) outbox.answer(position, { chosen: [2] });
    outbox.answer(5, { chosen: [3] });
    outbox.predict(10_453);
    await settle(400);
    expect(server.puts).toHaveLength(2);
    expect(server.stored.size).toBe(20);
    expect(server.answers()[5]).toEqual({ chosen: [3] });
    expect(server.prediction?.value).toBe(10_453);
  });

  it('lets the last of many changes hold, also when requests overtake each other', async () => {
    const outbox = anOutbox();
    network.fate = () => 'ARRIVES_LATE';
    outbox.answer(0, { chosen: [0] });
    await settle(5_100);
    outbox.answer(0, { chosen: [1] });
    network.fate = () => 'ARRIVES';
    await settle(3_000);
    expect(server.answers()).toEqual({ 0: { chosen: [1] } });
    await settle(10_000);
    expect(server.puts.map(({ answers }) => answers[0]?.sequence)).toEqual([2, 1]);
    expect(server.answers()).toEqual({ 0: { chosen: [1] } });
  });

  it('clears an answer by sending an empty one', async () => {
    const outbox = anOutbox();
    outbox.answer(0, { chosen: [0] });
    outbox.answer(0, { chosen: [] });
    outbox.answer(1, { written: 'Hiến pháp' });
    outbox.answer(1, { written: '' });
    await settle();
    expect(server.answers()).toEqual({ 0: { chosen: [] }, 1: { written: '' } });
  });
});

describe('a network that fails', () => {
  it('retries a lost request and a lost reply until the server has it, then rests', async () => {
    for (const lost of ['REQUEST_LOST', 'REPLY_LOST'] as const) {
      server = new Server();
      network = new Network(server);
      const outbox = anOutbox(aRecord({ attempt: lost }));
      let left = 3;
      network.fate = () => (left-- > 0 ? lost : 'ARRIVES');
      outbox.answer(7, { chosen: [2] });
      await settle(5_100);
      expect(outbox.isUnreachable).toBe(true);
      await settle();
      expect(server.answers()).toEqual({ 7: { chosen: [2] } });
      expect(outbox.pending).toEqual([]);
      expect(outbox.isUnreachable).toBe(false);
      const requests = server.puts.length;
      await settle(300_000);
      expect(server.puts).toHaveLength(requests);
    }
  });

  it('waits longer each time, at most 20 s, and not at all once told that the network is back', async () => {
    const outbox = anOutbox();
    const tries: number[] = [];
    network.fate = () => {
      tries.push(Date.now());
      return 'REQUEST_LOST';
    };
    outbox.answer(0, { chosen: [0] });
    await settle(200_000);
    const waits = tries.slice(1).map((at, index) => at - (tries[index] ?? 0) - 5_000);
    expect(waits.slice(0, 6)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 20_000]);
    expect(Math.max(...waits)).toBe(20_000);
    await settle(25_000 - ((Date.now() - (tries[tries.length - 1] ?? 0)) % 25_000) + 5_500);
    network.fate = () => 'ARRIVES';
    outbox.nudge();
    await settle(100);
    expect(server.answers()).toEqual({ 0: { chosen: [0] } });
  });

  it('goes on with the next change even after a transport that failed in an unforeseen way', async () => {
    const outbox = anOutbox();
    vi.spyOn(network, 'putAnswers').mockImplementationOnce(() => {
      throw new RangeError();
    });
    const said = new Promise((tell) => process.once('unhandledRejection', tell));
    outbox.answer(0, { chosen: [2] });
    vi.useRealTimers();
    expect(await said).toBeInstanceOf(RangeError);
    vi.useFakeTimers({ now: CLOSES - 3_600_000 });
    outbox.answer(1, { chosen: [1] });
    await settle(400);
    expect(outbox.pending).toEqual([]);
  });

  it('comes again no sooner than the server asks', async () => {
    const outbox = anOutbox();
    network.fate = () => 'REQUEST_LOST';
    network.waitMs = 30_000;
    outbox.answer(0, { chosen: [0] });
    await settle(5_100);
    network.fate = () => 'ARRIVES';
    await settle(29_000);
    expect(server.puts).toHaveLength(0);
    await settle(2_000);
    expect(server.puts).toHaveLength(1);
  });

  it('survives a reload with changes that were never sent', async () => {
    network.fate = () => 'REQUEST_LOST';
    const before = anOutbox();
    before.answer(0, { chosen: [1] });
    before.answer(1, { written: 'mười' });
    before.predict(12);
    before.mark(4, true);
    before.stop();
    network.fate = () => 'ARRIVES';
    const after = anOutbox(records.load('a1') ?? aRecord());
    expect(after.record.marked).toEqual([4]);
    after.nudge();
    await settle();
    expect(server.answers()).toEqual({ 0: { chosen: [1] }, 1: { written: 'mười' } });
    expect(server.prediction?.value).toBe(12);
  });

  it('sends again above an older change that the server holds under a higher number', async () => {
    server.stored.set(0, { value: { chosen: [0] }, sequence: 9 });
    const outbox = anOutbox();
    outbox.answer(0, { chosen: [3] });
    await settle();
    expect(server.stored.get(0)).toEqual({ value: { chosen: [3] }, sequence: 10 });
    expect(outbox.pending).toEqual([]);
  });

  it('keeps one refused position from holding back the others, and names it', async () => {
    server.invalid.add(2);
    const outbox = anOutbox();
    for (const position of [0, 1, 2, 3]) outbox.answer(position, { chosen: [0] });
    outbox.predict(5);
    await settle();
    expect(Object.keys(server.answers())).toEqual(['0', '1', '3']);
    expect(server.prediction?.value).toBe(5);
    expect(outbox.record.unacceptable).toEqual([2]);
    expect(outbox.pending).toEqual([]);
  });

  it('ends with what the person last chose, whatever the network did', async () => {
    for (let run = 1; run <= 60; run++) {
      vi.setSystemTime(CLOSES - 3_600_000);
      server = new Server();
      network = new Network(server);
      records = new AttemptRecords(openShelf(() => new FakeStorage()));
      let seed = run * 7919;
      const random = () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
      const fates: Fate[] = ['ARRIVES', 'REQUEST_LOST', 'REPLY_LOST', 'ARRIVES_LATE'];
      network.fate = () => fates[Math.floor(random() * fates.length)] ?? 'ARRIVES';
      let outbox = anOutbox();
      const wanted: Record<number, unknown> = {};
      for (let step = 0; step < 40; step++) {
        const position = Math.floor(random() * 6);
        const value = { chosen: [Math.floor(random() * 4)] };
        outbox.answer(position, value);
        wanted[position] = value;
        await settle(Math.floor(random() * 4_000));
        if (random() < 0.15) {
          outbox.stop();
          outbox = anOutbox(records.load('a1') ?? aRecord());
          outbox.nudge();
        }
      }
      network.fate = () => 'ARRIVES';
      await settle(120_000);
      expect(outbox.pending).toEqual([]);
      expect(server.answers()).toEqual(wanted);
    }
  });
});

describe('what ends an attempt', () => {
  it('hands in only after everything pending is stored, also over a reload', async () => {
    network.fate = () => 'REQUEST_LOST';
    const before = anOutbox();
    before.answer(0, { chosen: [1] });
    before.submit();
    before.stop();
    network.fate = () => 'ARRIVES';
    const after = anOutbox(records.load('a1') ?? aRecord());
    after.nudge();
    await settle();
    expect(server.puts).toHaveLength(1);
    expect(after.record.receipt).toMatchObject({ code: 'A1B2-C3D4-E5F6', answered: 1 });
    expect(records.load('a1')?.receipt?.code).toBe('A1B2-C3D4-E5F6');
  });

  it('repeats a submission whose reply was lost and shows the same receipt', async () => {
    let left = 2;
    network.fate = () => (left-- > 0 ? 'REPLY_LOST' : 'ARRIVES');
    const outbox = anOutbox();
    outbox.submit();
    await settle();
    expect(server.submissions).toBe(3);
    expect(outbox.record.receipt?.code).toBe('A1B2-C3D4-E5F6');
    outbox.submit();
    await settle();
    expect(server.submissions).toBe(3);
  });

  it('stops at once when taken over, and keeps what was not sent', async () => {
    const outbox = anOutbox();
    server.epoch = 2;
    outbox.answer(0, { chosen: [1] });
    await settle();
    expect(outbox.record.outcome).toBe('TAKEN_OVER');
    expect(records.load('a1')?.answers[0]?.value).toEqual({ chosen: [1] });
    outbox.answer(1, { chosen: [1] });
    await settle();
    expect(server.puts).toHaveLength(1);
    expect(outbox.record.answers[1]).toBeUndefined();
  });

  it('notices without the network that another tab took over', () => {
    const outbox = anOutbox();
    records.save(aRecord({ epoch: 2, token: 'token-2' }));
    outbox.noticeOtherTab();
    expect(outbox.record.outcome).toBe('TAKEN_OVER');
    expect(records.load('a1')?.token).toBe('token-2');
  });

  it('writes nothing back to another tab of the same attempt, but takes in what it wrote', async () => {
    network.fate = () => 'REQUEST_LOST';
    const [here, there] = [anOutbox(), anOutbox()];
    here.visit(3);
    there.visit(5);
    there.answer(0, { chosen: [2] });
    const write = vi.spyOn(storage, 'setItem');
    here.noticeOtherTab();
    there.noticeOtherTab();
    expect(write).not.toHaveBeenCalled();
    expect([here.pending, here.record.at, there.record.at]).toEqual([[0], 3, 5]);
    here.answer(1, { chosen: [1] });
    expect(records.load('a1')?.answers[0]?.value).toEqual({ chosen: [2] });
  });

  it('hands late answers over as evidence once and fetches the receipt', async () => {
    network.fate = () => 'REQUEST_LOST';
    const outbox = anOutbox();
    outbox.answer(0, { chosen: [1] });
    await settle(3_700_000);
    network.fate = () => 'ARRIVES';
    outbox.nudge();
    await settle();
    expect(server.late).toHaveLength(1);
    expect(server.stored.size).toBe(0);
    expect(outbox.pending).toEqual([0]);
    expect(outbox.record.receipt?.answered).toBe(0);
  });

  it('shows the receipt of an attempt that was handed in elsewhere', async () => {
    server.submitted = true;
    const outbox = anOutbox();
    outbox.answer(0, { chosen: [1] });
    await settle();
    expect(outbox.record.outcome).toBe('SUBMITTED');
    expect(outbox.record.receipt?.code).toBe('A1B2-C3D4-E5F6');
  });

  it('waits for a new token after a refused one, without asking again', async () => {
    const outbox = anOutbox();
    server.put = () => ({ kind: 'REFUSED', code: 'token_not_valid' });
    outbox.answer(0, { chosen: [1] });
    await settle();
    expect(outbox.record.outcome).toBe('TOKEN_REFUSED');
    expect(hasPending(outbox.record)).toBe(true);
  });
});
