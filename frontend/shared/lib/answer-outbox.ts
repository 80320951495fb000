/**
 * Keeps every change of one attempt on this device first, then sends it until the server says it is
 * stored (promise 1). One request at a time, many positions in each, in any number of repeats.
 */

import {
  hasPending,
  isPending,
  merged,
  pendingPositions,
  type Answer,
  type AttemptRecord,
  type AttemptRecords,
  type Kept,
  type Outcome,
  type Receipt,
} from './attempt-records.ts';

export type SentAnswer = Answer & { position: number; sequence: number };

export interface AnswersBody {
  epoch: number;
  answers: SentAnswer[];
  prediction?: { value: number | null; sequence: number };
}

/** What became of one request. */
export type Reply =
  | {
      kind: 'STORED';
      stored: { position: number; sequence: number }[];
      predictionSequence: number | null;
      closesAt: string;
    }
  | { kind: 'RECEIPT'; receipt: Receipt }
  | { kind: 'REFUSED'; code: string }
  /** No answer, or one that asks to come again; `waitMs` when it says when. */
  | { kind: 'UNREACHABLE'; waitMs?: number };

/** Never rejects: a dead network is a reply too. */
export interface Transport {
  putAnswers(record: AttemptRecord, body: AnswersBody): Promise<Reply>;
  postSubmission(record: AttemptRecord): Promise<Reply>;
}

export interface OutboxOptions {
  records: AttemptRecords;
  transport: Transport;
  /** After every change of what the outbox says about itself. */
  onchange?: () => void;
  /** 0 to 1, spreads the retries of many phones. */
  random?: () => number;
}

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 20_000;

const OUTCOMES: Record<string, Outcome> = {
  taken_over: 'TAKEN_OVER',
  attempt_is_over: 'OVER',
  attempt_is_submitted: 'SUBMITTED',
  token_not_valid: 'TOKEN_REFUSED',
  not_found: 'TOKEN_REFUSED',
};

export class AnswerOutbox {
  private readonly options: OutboxOptions;
  private held: AttemptRecord;
  private isSending = false;
  private isStopped = false;
  private retry: ReturnType<typeof setTimeout> | null = null;
  private failures = 0;
  /** After a refusal of the whole: one position a request, to find the one that is refused. */
  private oneByOne = false;
  /** The last write to this device was kept. */
  isKept = true;

  constructor(record: AttemptRecord, options: OutboxOptions) {
    this.held = record;
    this.options = options;
    this.keep();
  }

  get record(): Readonly<AttemptRecord> {
    return this.held;
  }

  /** Positions whose last change is not acknowledged. */
  get pending(): number[] {
    return pendingPositions(this.held);
  }

  get predictionIsPending(): boolean {
    return isPending(this.held.prediction);
  }

  /** The last request did not get through; another follows by itself. */
  get isUnreachable(): boolean {
    return this.failures > 0;
  }

  /** Keeps the person's answer to one question and sends it as soon as the network lets it. */
  answer(position: number, value: Answer): void {
    if (this.held.outcome !== null) return;
    const before = this.held.answers[position];
    this.held.answers[position] = {
      value,
      sequence: (before?.sequence ?? 0) + 1,
      stored: before?.stored ?? 0,
    };
    this.keepAndSend();
  }

  /** Keeps the prediction; null clears it. */
  predict(value: number | null): void {
    if (this.held.outcome !== null) return;
    const before = this.held.prediction;
    this.held.prediction = { value, sequence: (before?.sequence ?? 0) + 1, stored: before?.stored ?? 0 };
    this.keepAndSend();
  }

  /** Marks a question for a second look, or takes the mark off; never leaves the device. */
  mark(position: number, isMarked: boolean): void {
    const others = this.held.marked.filter((marked) => marked !== position);
    this.held.marked = isMarked ? [...others, position] : others;
    this.keepAndSend();
  }

  /** Remembers what is on the screen, for a reload. */
  visit(at: number): void {
    this.held.at = at;
    this.keepAndSend();
  }

  /** Hands the attempt in once all that is pending is stored; kept over a reload. */
  submit(): void {
    if (this.held.receipt !== null) return;
    this.held.submitting = true;
    this.keepAndSend();
  }

  /** Tries now what waits for its next try: the network is back, or the page is in view again. */
  nudge(): void {
    if (this.retry !== null) clearTimeout(this.retry);
    this.retry = null;
    void this.send();
  }

  /** Another tab wrote the record: a higher epoch there means this one has been taken over. Writes nothing back. */
  noticeOtherTab(): void {
    this.takeIn();
    this.options.onchange?.();
  }

  /** Learns the server clock's distance from the phone's, for a reload without network. */
  rememberClock(wallOffset: number | null): void {
    this.held.wallOffset = wallOffset;
  }

  stop(): void {
    this.isStopped = true;
    if (this.retry !== null) clearTimeout(this.retry);
    this.retry = null;
  }

  private keepAndSend(): void {
    this.keep();
    this.options.onchange?.();
    if (this.retry === null) void this.send();
  }

  /** Writes the record, unless a later opening in another tab of this browser did. */
  private keep(): void {
    if (this.takeIn()) this.isKept = this.options.records.save(this.held);
  }

  /** Takes in what another tab of this browser wrote; false if the attempt is that tab's now. */
  private takeIn(): boolean {
    const kept = this.options.records.load(this.held.attempt);
    if (kept !== null && kept.epoch > this.held.epoch) {
      this.held.outcome ??= 'TAKEN_OVER';
      return false;
    }
    if (kept !== null && kept.epoch === this.held.epoch) this.held = merged(this.held, kept);
    return true;
  }

  private async send(): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    try {
      // What comes next is decided in the same step that ends the loop: a change made meanwhile is never left lying.
      for (let next = this.next(); next !== null; next = this.next()) {
        const goOn = this.take(await next.request(), next.body);
        if (!goOn) break;
      }
    } finally {
      this.isSending = false;
    }
  }

  private next(): { request: () => Promise<Reply>; body: AnswersBody | null } | null {
    if (this.isStopped) return null;
    const { transport } = this.options;
    const record = this.held;
    if (record.outcome === null && hasPending(record)) {
      const body = this.body();
      return { request: () => transport.putAnswers(record, body), body };
    }
    const mayAsk = record.outcome === null || record.outcome === 'OVER' || record.outcome === 'SUBMITTED';
    if (!mayAsk || !record.submitting || record.receipt !== null) return null;
    return { request: () => transport.postSubmission(record), body: null };
  }

  private body(): AnswersBody {
    const positions = this.oneByOne ? this.pending.slice(0, 1) : this.pending;
    const answers: SentAnswer[] = [];
    for (const position of positions) {
      const kept = this.held.answers[position];
      if (kept) answers.push({ ...kept.value, position, sequence: kept.sequence });
    }
    const body: AnswersBody = { epoch: this.held.epoch, answers };
    const guess = this.held.prediction;
    if (guess !== null && isPending(guess) && !(this.oneByOne && answers.length > 0)) {
      body.prediction = { value: guess.value, sequence: guess.sequence };
    }
    return body;
  }

  private take(reply: Reply, body: AnswersBody | null): boolean {
    if (reply.kind === 'UNREACHABLE') {
      this.later(reply.waitMs);
      return false;
    }
    this.failures = 0;
    let goOn = true;
    if (reply.kind === 'STORED') this.takeStored(reply);
    else if (reply.kind === 'RECEIPT') {
      this.held.receipt = reply.receipt;
      this.held.outcome = 'SUBMITTED';
    } else goOn = this.takeRefusal(reply.code, body);
    this.keep();
    this.options.onchange?.();
    return goOn;
  }

  private takeStored(reply: Extract<Reply, { kind: 'STORED' }>): void {
    this.held.closesAt = reply.closesAt;
    for (const { position, sequence } of reply.stored) {
      const own = this.held.answers[position];
      if (own) acknowledge(own, sequence);
    }
    if (this.held.prediction && reply.predictionSequence !== null) {
      acknowledge(this.held.prediction, reply.predictionSequence);
    }
  }

  /** True when sending may go on after this refusal. */
  private takeRefusal(code: string, body: AnswersBody | null): boolean {
    const outcome = OUTCOMES[code];
    if (outcome !== undefined) {
      this.held.outcome = outcome;
      // Late answers stay with the server as evidence; what counts is what the receipt says.
      if (outcome === 'OVER' || outcome === 'SUBMITTED') this.held.submitting = true;
      return outcome === 'OVER' || (outcome === 'SUBMITTED' && body !== null);
    }
    if (body === null || code !== 'invalid') {
      this.later();
      return false;
    }
    const [first, ...others] = body.answers;
    if (first !== undefined && others.length === 0 && body.prediction === undefined) {
      this.held.unacceptable = [...this.held.unacceptable, first.position];
    } else if (first === undefined && this.held.prediction) {
      this.held.prediction.stored = this.held.prediction.sequence;
      this.held.prediction.value = null;
    }
    this.oneByOne = true;
    return true;
  }

  private later(waitMs?: number): void {
    const backoff = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.failures);
    const spread = 0.75 + (this.options.random ?? Math.random)() / 2;
    this.failures += 1;
    if (this.retry !== null) clearTimeout(this.retry);
    this.retry = setTimeout(() => this.nudge(), Math.max(waitMs ?? 0, backoff * spread));
    this.options.onchange?.();
  }
}

/**
 * The server names what it holds. A change that waits here under a lower number was not taken: what is on
 * the screen is sent once more, above what the server holds.
 */
function acknowledge(own: Kept<unknown>, sequence: number): void {
  if (isPending(own) && sequence > own.sequence) own.sequence = sequence + 1;
  own.stored = Math.max(own.stored, sequence);
}

/**
 * Sends what other attempts on this device still wait to send, each under its own token: A's answers go
 * out although B has signed in since. Each record is dropped once nothing of it waits.
 */
export function sendLeftovers(
  options: OutboxOptions & { except: string | null; owner: string },
): AnswerOutbox[] {
  return options.records
    .all()
    .filter((record) => record.attempt !== options.except && record.outcome !== 'TAKEN_OVER')
    .filter((record) => record.outcome === null || record.outcome === 'OVER')
    .filter((record) => hasPending(record) || record.submitting)
    .map((record) => {
      const outbox: AnswerOutbox = new AnswerOutbox(record, {
        ...options,
        onchange: () => {
          const isDone = outbox.record.outcome !== null || !hasPending(outbox.record);
          const waits = outbox.record.submitting && outbox.record.receipt === null;
          if (isDone && !waits && outbox.record.owner !== options.owner)
            options.records.remove(record.attempt);
          options.onchange?.();
        },
      });
      outbox.nudge();
      return outbox;
    });
}
