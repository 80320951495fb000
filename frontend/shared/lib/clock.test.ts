import { describe, expect, it } from 'vitest';
import { ServerClock, type DeviceTime } from './clock.ts';

/** A device whose two clocks run apart as the test says, beside a true server clock. */
class Device implements DeviceTime {
  true = 0;
  #monotonic = 5_000;
  #wall: number;

  constructor(readonly skew: number) {
    this.#wall = skew;
  }
  monotonic() {
    return this.#monotonic;
  }
  wall() {
    return this.#wall;
  }
  pass(ms: number) {
    this.true += ms;
    this.#monotonic += ms;
    this.#wall += ms;
  }
  sleep(ms: number) {
    this.true += ms;
    this.#wall += ms;
  }
  setWall(by: number) {
    this.#wall += by;
  }
  /** One request that the server stamps after `out` ms and whose reply takes `back` ms. */
  ask(clock: ServerClock, out: number, back: number) {
    const sentAt = clock.stamp();
    this.pass(out);
    const serverTime = new Date(this.true).toISOString();
    this.pass(back);
    clock.observe({ serverTime, sentAt, receivedAt: clock.stamp() });
  }
}

const HOUR = 3_600_000;

function error(clock: ServerClock, device: Device): number {
  return Math.abs((clock.now() ?? Infinity) - device.true);
}

describe('ServerClock', () => {
  it('knows nothing before the first reply', () => {
    const clock = new ServerClock(new Device(0));
    expect(clock.now()).toBeNull();
    expect(clock.until('2026-11-24T00:00:00.000Z')).toBeNull();
    expect(clock.trust).toBe('NONE');
    expect(clock.uncertainty).toBe(Infinity);
  });

  it.each([0, -7 * HOUR, 5 * 365 * 24 * HOUR])('is right whatever the phone shows (off by %d ms)', (skew) => {
    const device = new Device(skew);
    const clock = new ServerClock(device);
    device.ask(clock, 40, 40);
    expect(error(clock, device)).toBe(0);
    device.pass(HOUR);
    expect(error(clock, device)).toBe(0);
  });

  it('errs by at most half the round trip, however lopsided', () => {
    for (const [out, back] of [
      [0, 800],
      [800, 0],
      [50, 900],
      [10, 10],
    ] as const) {
      const device = new Device(HOUR);
      const clock = new ServerClock(device);
      device.ask(clock, out, back);
      expect(error(clock, device)).toBeLessThanOrEqual((out + back) / 2);
      expect(clock.uncertainty).toBe((out + back) / 2);
    }
  });

  it('keeps the best reply and is not pulled away by a slow one', () => {
    const device = new Device(0);
    const clock = new ServerClock(device);
    device.ask(clock, 20, 20);
    device.ask(clock, 0, 9_000);
    expect(error(clock, device)).toBe(0);
  });

  it('takes a worse reply once drift could have made the old one worse still', () => {
    const device = new Device(0);
    const clock = new ServerClock(device);
    device.ask(clock, 20, 20);
    device.pass(HOUR);
    device.ask(clock, 100, 100);
    expect(clock.uncertainty).toBe(100);
  });

  it('counts sleep in which the monotonic clock stood still, and says it is not sure', () => {
    const device = new Device(-HOUR);
    const clock = new ServerClock(device);
    device.ask(clock, 30, 30);
    device.sleep(5 * 60_000);
    expect(error(clock, device)).toBe(0);
    expect(clock.isReliable).toBe(false);
    device.ask(clock, 400, 400);
    expect(error(clock, device)).toBe(0);
    expect(clock.isReliable).toBe(true);
  });

  it('gives nobody more time by setting the phone back', () => {
    const device = new Device(0);
    const clock = new ServerClock(device);
    device.ask(clock, 30, 30);
    device.setWall(-HOUR);
    expect(error(clock, device)).toBe(0);
    expect(clock.hasJumped).toBe(true);
  });

  it('never acts on zero from a phone set forward without asking', () => {
    const device = new Device(0);
    const clock = new ServerClock(device);
    device.ask(clock, 30, 30);
    device.setWall(2 * HOUR);
    expect(clock.until(new Date(device.true + HOUR).toISOString())).toBe(0);
    expect(clock.isReliable).toBe(false);
  });

  it('survives a reload by the wall clock until the first reply', () => {
    const before = new Device(3 * HOUR);
    const clock = new ServerClock(before);
    before.ask(clock, 10, 10);
    const after = new ServerClock(before);
    after.recall(clock.wallOffset ?? NaN);
    before.pass(60_000);
    expect(error(after, before)).toBe(0);
    expect(after.trust).toBe('RECALLED');
    expect(after.isReliable).toBe(false);
    before.ask(after, 10, 10);
    expect(after.isReliable).toBe(true);
  });

  it('leaves nonsense aside', () => {
    const clock = new ServerClock(new Device(0));
    clock.observe({ serverTime: 'yesterday', sentAt: 0, receivedAt: 1 });
    clock.recall(NaN);
    expect(clock.trust).toBe('NONE');
  });

  it('never shows less than no time left', () => {
    const device = new Device(0);
    const clock = new ServerClock(device);
    device.pass(10_000);
    device.ask(clock, 5, 5);
    expect(clock.until(new Date(0).toISOString())).toBe(0);
  });
});
