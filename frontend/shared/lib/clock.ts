/**
 * The server's clock, as far as this device can know it (promise 2).
 *
 * Every reply that carries `server_time` bounds the server's clock: the instant it names lies between
 * sending and receiving. The middle is the estimate, half the round trip its error. Between replies the
 * monotonic clock of the device carries the estimate on; the wall clock of the phone, which people set
 * by hand, only serves to notice that the device slept.
 */

/** Where a device reads its two clocks, both in milliseconds. */
export interface DeviceTime {
  /** Never set back, but may stand still while the device sleeps. */
  monotonic(): number;
  /** The phone's own date and time. */
  wall(): number;
}

/** NONE: nothing known. RECALLED: carried over a reload by the wall clock. MEASURED: from a reply. */
export type Trust = 'NONE' | 'RECALLED' | 'MEASURED';

export interface RoundTrip {
  /** `server_time` of the reply, ISO 8601. */
  serverTime: string;
  /** `monotonic()` just before sending and just after receiving. */
  sentAt: number;
  receivedAt: number;
}

interface Sample {
  /** Server time minus monotonic time. */
  offset: number;
  uncertainty: number;
  monotonic: number;
  wall: number;
}

/** Quartz clocks of phones drift less than this share of the elapsed time. */
const DRIFT = 100e-6;
/** A gap between the two clocks above this means sleep, or a clock set by hand. */
const JUMP_MS = 1500;

export const deviceTime: DeviceTime = {
  monotonic: () => performance.now(),
  wall: () => Date.now(),
};

export class ServerClock {
  private readonly device: DeviceTime;
  private sample: Sample | null = null;
  private recalledWallOffset: number | null = null;

  constructor(device: DeviceTime = deviceTime) {
    this.device = device;
  }

  /** Milliseconds to stamp a request with, before sending and after receiving. */
  stamp(): number {
    return this.device.monotonic();
  }

  /** Learns from one reply. A less certain reply never replaces a better and still valid estimate. */
  observe(trip: RoundTrip): void {
    const server = Date.parse(trip.serverTime);
    if (!Number.isFinite(server)) return;
    const fresh: Sample = {
      offset: server - (trip.sentAt + trip.receivedAt) / 2,
      uncertainty: Math.max(0, trip.receivedAt - trip.sentAt) / 2,
      monotonic: this.device.monotonic(),
      wall: this.device.wall(),
    };
    const held = this.sample;
    if (held === null || this.hasJumped || fresh.uncertainty <= this.errorOf(held)) {
      this.sample = fresh;
    }
  }

  /** After a reload without network: server time minus wall time, as `wallOffset` gave it before. */
  recall(wallOffset: number): void {
    if (Number.isFinite(wallOffset)) this.recalledWallOffset = wallOffset;
  }

  /** Server time in milliseconds since 1970, or null while nothing is known. */
  now(): number | null {
    if (this.sample !== null) {
      // While the device slept the monotonic clock may have stood still: never promise more time than is left.
      return this.device.monotonic() + this.sample.offset + Math.max(0, this.gap(this.sample));
    }
    if (this.recalledWallOffset !== null) return this.device.wall() + this.recalledWallOffset;
    return null;
  }

  /** Milliseconds until an instant of the server, never below 0; null while nothing is known. */
  until(instant: string): number | null {
    const now = this.now();
    return now === null ? null : Math.max(0, Date.parse(instant) - now);
  }

  get trust(): Trust {
    if (this.sample !== null) return 'MEASURED';
    return this.recalledWallOffset === null ? 'NONE' : 'RECALLED';
  }

  /** The device slept or its clock was set since the last reply: ask the server before acting on zero. */
  get hasJumped(): boolean {
    return this.sample !== null && Math.abs(this.gap(this.sample)) > JUMP_MS;
  }

  /** True when a decision that cannot be undone may rest on this clock. */
  get isReliable(): boolean {
    return this.trust === 'MEASURED' && !this.hasJumped;
  }

  /** Largest error of the estimate in milliseconds; Infinity while nothing is measured. */
  get uncertainty(): number {
    return this.sample === null ? Infinity : this.errorOf(this.sample);
  }

  /** Server time minus wall time, to be kept over a reload; null while nothing is known. */
  get wallOffset(): number | null {
    const now = this.now();
    return now === null ? null : now - this.device.wall();
  }

  private errorOf(sample: Sample): number {
    return sample.uncertainty + (this.device.monotonic() - sample.monotonic) * DRIFT;
  }

  /** How much further the wall clock went than the monotonic clock since the sample. */
  private gap(sample: Sample): number {
    const gap = this.device.wall() - sample.wall - (this.device.monotonic() - sample.monotonic);
    return Math.abs(gap) > JUMP_MS ? gap : 0;
  }
}
