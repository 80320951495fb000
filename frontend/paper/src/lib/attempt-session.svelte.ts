import { AnswerOutbox, type Transport } from 'shared/lib/answer-outbox.ts';
import {
  hasPending,
  isBlank,
  isPending,
  type Answer,
  type AttemptRecord,
  type AttemptRecords,
} from 'shared/lib/attempt-records.ts';
import type { ServerClock } from 'shared/lib/clock.ts';
import type { Paper } from '#lib/api/exam.ts';

export type Phase = 'ANSWERING' | 'REVIEW' | 'SUBMITTING' | 'RECEIPT' | 'TAKEN_OVER' | 'TOKEN_REFUSED';

export type SessionOptions = {
  records: AttemptRecords;
  clock: ServerClock;
  transport: Transport;
  /** Asks the server for its time, so that the clock learns; rejects without network. */
  askTime: () => Promise<unknown>;
};

const TICK_MS = 250;
const ASK_AGAIN_MS = 3_000;
const ANNOUNCED_SECONDS = [300, 60];

/** One open attempt on this screen: its answers, outbox, clock and phase. */
export class AttemptSession {
  readonly paper: Paper;
  private readonly outbox: AnswerOutbox;
  private readonly options: SessionOptions;
  private readonly timer: ReturnType<typeof setInterval>;
  private askedAt = -Infinity;

  record = $state.raw<Readonly<AttemptRecord>>({} as AttemptRecord);
  /** The last request did not get through; the next follows by itself. */
  isUnreachable = $state.raw(false);
  /** False: this device keeps nothing, what is pending lives as long as the page. */
  isKept = $state.raw(true);
  private isReviewing = $state.raw(false);
  /** Whole seconds left by the server's clock; null while it is not known. */
  secondsLeft = $state.raw<number | null>(null);
  /** The time left rests on the phone's clock until the first reply. */
  isAbout = $state.raw(false);
  /** 300 or 60 when so many seconds are left, to be said aloud once. */
  announced = $state.raw<number | null>(null);

  constructor(record: AttemptRecord, options: SessionOptions) {
    this.paper = record.paper as Paper;
    this.options = options;
    if (record.wallOffset !== null) options.clock.recall(record.wallOffset);
    this.outbox = new AnswerOutbox(record, {
      records: options.records,
      transport: options.transport,
      onchange: () => this.look(),
    });
    this.look();
    this.tick();
    this.timer = setInterval(() => this.tick(), TICK_MS);
    this.outbox.nudge();
  }

  get phase(): Phase {
    const { receipt, outcome, submitting } = this.record;
    if (receipt !== null) return 'RECEIPT';
    if (outcome === 'TAKEN_OVER' || outcome === 'TOKEN_REFUSED') return outcome;
    if (submitting || outcome !== null || this.isTimeUp) return 'SUBMITTING';
    return this.isReviewing ? 'REVIEW' : 'ANSWERING';
  }

  get isTimeUp(): boolean {
    return this.secondsLeft === 0 || this.record.outcome === 'OVER';
  }

  /** Place on the screen; one past the last question is the prediction. */
  get at(): number {
    return Math.min(this.record.at, this.places - 1);
  }

  get places(): number {
    return this.paper.questions.length + (this.paper.prediction === null ? 0 : 1);
  }

  get pending(): number[] {
    return this.paper.questions
      .map(({ position }) => position)
      .filter((position) => this.isPending(position));
  }

  get predictionIsPending(): boolean {
    return isPending(this.record.prediction);
  }

  get waits(): boolean {
    return hasPending(this.record);
  }

  /** Answered questions whose last change the server has. */
  get savedCount(): number {
    return this.paper.questions.filter(
      ({ position }) => this.isAnswered(position) && !this.isPending(position),
    ).length;
  }

  get unanswered(): number[] {
    return this.paper.questions
      .map(({ position }) => position)
      .filter((position) => !this.isAnswered(position));
  }

  get prediction(): number | null {
    return this.record.prediction?.value ?? null;
  }

  answerTo(position: number): Answer | null {
    return this.record.answers[position]?.value ?? null;
  }

  isAnswered(position: number): boolean {
    const answer = this.answerTo(position);
    return answer !== null && !isBlank(answer);
  }

  isPending(position: number): boolean {
    return isPending(this.record.answers[position]);
  }

  isMarked(position: number): boolean {
    return this.record.marked.includes(position);
  }

  answer(position: number, value: Answer): void {
    if (this.phase === 'ANSWERING') this.outbox.answer(position, value);
  }

  predict(value: number | null): void {
    if (this.phase === 'ANSWERING') this.outbox.predict(value);
  }

  mark(position: number, isMarked: boolean): void {
    this.outbox.mark(position, isMarked);
  }

  /** Shows one place of the paper; past the last one comes the review before submission. */
  goTo(place: number): void {
    this.isReviewing = place >= this.places;
    if (!this.isReviewing) this.outbox.visit(Math.max(0, place));
  }

  submit(): void {
    this.outbox.submit();
  }

  /** The network is back, or the page is in view again: the clock may have stood still, the outbox may wait. */
  wake(): void {
    this.outbox.nudge();
    if (!this.options.clock.isReliable) void this.askTime();
  }

  noticeOtherTab(): void {
    this.outbox.noticeOtherTab();
  }

  end(): void {
    clearInterval(this.timer);
    this.outbox.stop();
  }

  private look(): void {
    const record = this.outbox.record;
    this.record = { ...record, answers: { ...record.answers } };
    this.isUnreachable = this.outbox.isUnreachable;
    this.isKept = this.outbox.isKept;
    if (this.phase === 'RECEIPT') clearInterval(this.timer);
  }

  private tick(): void {
    const { clock } = this.options;
    this.outbox.rememberClock(clock.wallOffset);
    const left = clock.until(this.record.closesAt);
    const before = this.secondsLeft;
    // Half a round trip of doubt must not show more than was ever given.
    const given = Date.parse(this.record.closesAt) - Date.parse(this.record.openedAt);
    this.secondsLeft = left === null ? null : Math.ceil(Math.min(left, given) / 1000);
    this.isAbout = clock.trust === 'RECALLED';
    for (const mark of ANNOUNCED_SECONDS) {
      if (before !== null && this.secondsLeft !== null && before > mark && this.secondsLeft <= mark) {
        this.announced = mark;
      }
    }
    if (left === null || (left === 0 && this.phase === 'SUBMITTING')) this.actOnZero();
  }

  /** Hands in at zero, but only by a clock the server has confirmed: a wrong phone must not end an attempt. */
  private actOnZero(): void {
    if (this.record.submitting) return;
    if (this.options.clock.isReliable) this.outbox.submit();
    else void this.askTime();
  }

  private async askTime(): Promise<void> {
    const now = this.options.clock.stamp();
    if (now - this.askedAt < ASK_AGAIN_MS) return;
    this.askedAt = now;
    // Without network there is no answer; the next tick asks again.
    await this.options.askTime().catch(() => undefined);
  }
}
