/** A session on a fake paper, server, network and phone, for tests. */
import { aRecord, CLOSES, FakeStorage, Network, Server } from 'shared/lib/answer-outbox.fakes.ts';
import { AttemptRecords, openShelf, type AttemptRecord } from 'shared/lib/attempt-records.ts';
import { ServerClock } from 'shared/lib/clock.ts';
import type { Paper, Question } from '#lib/api/exam.ts';
import { AttemptSession } from '#lib/attempt-session.svelte.ts';

export { CLOSES };

const OPTIONS = ['Một', 'Hai', 'Ba', 'Bốn'];

export function aPaper(overrides: Partial<Paper> = {}): Paper {
  const kinds: Question['kind'][] = [
    'SINGLE_CHOICE',
    'MULTIPLE_RESPONSE',
    'NUMBER',
    'ORDERING',
    'SINGLE_CHOICE',
  ];
  const title = { vi: 'Tìm hiểu pháp luật' };
  const opens = new Date(CLOSES - 86_400_000).toISOString();
  const closes = new Date(CLOSES + 86_400_000).toISOString();
  return {
    questions: kinds.map((kind, position) => ({
      position,
      kind,
      stem: `Câu hỏi số ${position + 1}?`,
      options: kind === 'NUMBER' ? [] : OPTIONS,
      points: 1,
    })),
    prediction: { target: 'PEOPLE_ALL_RIGHT', scope: 'ROUND' },
    contest: { slug: 'thu', title },
    round: {
      id: 'r1',
      number: 2,
      title: { vi: 'Tuần 2' },
      opens_at: opens,
      closes_at: closes,
      phase: 'OPEN',
    },
    ...overrides,
  };
}

/** A phone whose wall clock is off by `skew`; its monotonic clock follows the fake timers of the test. */
export class Bench {
  readonly storage = new FakeStorage();
  readonly records = new AttemptRecords(openShelf(() => this.storage));
  readonly server = new Server();
  readonly network = new Network(this.server);
  readonly clock: ServerClock;
  isOnline = true;
  asked = 0;

  constructor(skew = 0) {
    this.clock = new ServerClock({
      monotonic: () => Date.now() - CLOSES + 10_000_000,
      wall: () => Date.now() + skew + this.slept,
    });
  }

  /** How much further the wall clock went than the monotonic one. */
  slept = 0;

  hear(): void {
    const stamp = this.clock.stamp();
    this.clock.observe({ serverTime: new Date().toISOString(), sentAt: stamp, receivedAt: stamp });
  }

  open(record: Partial<AttemptRecord> = {}): AttemptSession {
    return new AttemptSession(aRecord({ paper: aPaper(), ...record }), {
      records: this.records,
      clock: this.clock,
      transport: this.network,
      askTime: () => {
        this.asked += 1;
        if (!this.isOnline) return Promise.reject(new Error('offline'));
        this.hear();
        return Promise.resolve();
      },
    });
  }
}
