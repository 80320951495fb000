/** An exam's server, network and browser storage as tests of the outbox break them. */
import type { AnswersBody, Reply, Transport } from './answer-outbox.ts';
import type { AttemptRecord, Receipt, ServerAnswers } from './attempt-records.ts';

export const CLOSES = Date.parse('2026-11-24T13:00:00.000Z');

/** The answers endpoint as the contract states it. */
export class Server {
  epoch = 1;
  submitted = false;
  invalid = new Set<number>();
  late: AnswersBody[] = [];
  puts: AnswersBody[] = [];
  submissions = 0;
  stored = new Map<number, { value: unknown; sequence: number }>();
  prediction: { value: number | null; sequence: number } | null = null;

  put(body: AnswersBody): Reply {
    this.puts.push(structuredClone(body));
    if (body.epoch < this.epoch) return { kind: 'REFUSED', code: 'taken_over' };
    if (this.submitted) return { kind: 'REFUSED', code: 'attempt_is_submitted' };
    if (Date.now() > CLOSES) {
      this.late.push(body);
      return { kind: 'REFUSED', code: 'attempt_is_over' };
    }
    if (body.answers.some(({ position }) => this.invalid.has(position)))
      return { kind: 'REFUSED', code: 'invalid' };
    for (const { position, sequence, ...value } of body.answers) {
      if (sequence > (this.stored.get(position)?.sequence ?? 0)) {
        this.stored.set(position, { value: structuredClone(value), sequence });
      }
    }
    if (body.prediction && body.prediction.sequence > (this.prediction?.sequence ?? 0)) {
      this.prediction = body.prediction;
    }
    return {
      kind: 'STORED',
      stored: [...this.stored].map(([position, { sequence }]) => ({ position, sequence })),
      predictionSequence: this.prediction?.sequence ?? null,
      closesAt: new Date(CLOSES).toISOString(),
    };
  }

  submit(epoch: number): Reply {
    this.submissions += 1;
    if (epoch < this.epoch) return { kind: 'REFUSED', code: 'taken_over' };
    this.submitted = true;
    return { kind: 'RECEIPT', receipt: { code: 'A1B2-C3D4-E5F6', answered: this.stored.size } as Receipt };
  }

  /** What a start or resume replies. */
  open(): ServerAnswers {
    this.epoch += 1;
    return {
      epoch: this.epoch,
      answers: [...this.stored].map(([position, { value, sequence }]) => ({
        position,
        chosen: null,
        written: null,
        ...(value as object),
        sequence,
      })),
      prediction: this.prediction,
    };
  }

  answers() {
    return Object.fromEntries([...this.stored].map(([position, { value }]) => [position, value]));
  }
}

export type Fate = 'ARRIVES' | 'REQUEST_LOST' | 'REPLY_LOST' | 'ARRIVES_LATE';

/** A network that the test breaks; each exchange takes 100 ms, a lost one 5 s. */
export class Network implements Transport {
  fate: () => Fate = () => 'ARRIVES';
  waitMs: number | undefined;

  constructor(readonly server: Server) {}

  putAnswers(record: AttemptRecord, body: AnswersBody) {
    const sent = structuredClone(body);
    return this.#carry(() => this.server.put(sent));
  }
  postSubmission(record: AttemptRecord) {
    const { epoch } = record;
    return this.#carry(() => this.server.submit(epoch));
  }
  async #carry(arrive: () => Reply): Promise<Reply> {
    const fate = this.fate();
    if (fate === 'ARRIVES_LATE') setTimeout(arrive, 9_000);
    if (fate === 'ARRIVES') {
      await after(50);
      const reply = arrive();
      await after(50);
      return reply;
    }
    await after(50);
    if (fate === 'REPLY_LOST') arrive();
    await after(4_950);
    return { kind: 'UNREACHABLE', ...(this.waitMs === undefined ? {} : { waitMs: this.waitMs }) };
  }
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export function aRecord(overrides: Partial<AttemptRecord> = {}): AttemptRecord {
  return {
    version: 1,
    attempt: 'a1',
    round: 'r1',
    ordinal: 1,
    epoch: 1,
    resumes: 0,
    token: 'token-1',
    openedAt: '2026-11-24T12:00:00.000Z',
    closesAt: new Date(CLOSES).toISOString(),
    owner: 'person-a',
    answers: {},
    prediction: null,
    marked: [],
    at: 0,
    unacceptable: [],
    submitting: false,
    outcome: null,
    receipt: null,
    wallOffset: null,
    paper: null,
    ...overrides,
  };
}

export class FakeStorage implements Storage {
  readonly kept = new Map<string, string>();
  room = Infinity;
  get length() {
    return this.kept.size;
  }
  clear() {
    this.kept.clear();
  }
  getItem(key: string) {
    return this.kept.get(key) ?? null;
  }
  key(index: number) {
    return [...this.kept.keys()][index] ?? null;
  }
  removeItem(key: string) {
    this.kept.delete(key);
  }
  setItem(key: string, text: string) {
    const others = [...this.kept].reduce((sum, [name, value]) => sum + (name === key ? 0 : value.length), 0);
    if (others + text.length > this.room) throw new DOMException('full', 'QuotaExceededError');
    this.kept.set(key, text);
  }
}
