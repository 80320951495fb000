import { Problem } from 'shared/api/client.ts';
import { sendLeftovers } from 'shared/lib/answer-outbox.ts';
import {
  AttemptRecords,
  openShelf,
  pendingPositions,
  reconciled,
  type AttemptRecord,
  type Receipt,
} from 'shared/lib/attempt-records.ts';
import { ServerClock } from 'shared/lib/clock.ts';
import { askTime, attemptTransport, myRound, openAttempt, ownAttempt, signOut } from '#lib/api/exam.ts';
import type { AttemptBrief, MyRound, OpenedAttempt, Paper } from '#lib/api/exam.ts';
import { AttemptSession } from '#lib/attempt-session.svelte.ts';
import { ownerMark } from '#lib/owner.ts';
import { keepShell } from '#lib/shell.ts';

export type View = 'OPENING' | 'WAITING' | 'START' | 'CLOSED' | 'ATTEMPT' | 'RECEIPT' | 'PROBLEM';

/** What the page shows before, around and after an attempt, and the way between. */
export class ExamRoom {
  readonly clock = new ServerClock();
  readonly records = new AttemptRecords(openShelf(() => window.localStorage));
  private readonly transport = attemptTransport(this.clock);
  private readonly round: string | null;
  private readonly owner = ownerMark(document.cookie);
  private isRenewed = false;

  view = $state.raw<View>('OPENING');
  mine = $state.raw<MyRound | null>(null);
  session = $state.raw<AttemptSession | null>(null);
  problem = $state.raw<Problem | null>(null);
  /** A receipt asked for by address, without a session of this page. */
  receipt = $state.raw<{ receipt: Receipt; attempt: string; late: number[] } | null>(null);
  isBusy = $state.raw(false);
  /** How this attempt came to be on the screen, told once. */
  arrival = $state.raw<'STARTED' | 'RESUMED' | 'OFFLINE'>('STARTED');

  constructor(round: string | null) {
    this.round = round;
  }

  /** Attempt of this round that can still be worked on. */
  get open(): AttemptBrief | null {
    const isOpen = ({ state, closes_at }: AttemptBrief) =>
      state === 'OPEN' && this.clock.until(closes_at) !== 0;
    return this.mine?.attempts.find(isOpen) ?? null;
  }

  /** Looks where the person stands in this round. Never starts anything. */
  async enter(receipt: string | null): Promise<void> {
    if (this.round === null) return this.fail(new Problem('no_round'));
    const round = this.round;
    this.view = 'OPENING';
    try {
      this.mine = await myRound(this.clock, round);
    } catch (failure) {
      return this.enterOffline(failure);
    }
    this.records.forget({ closedBefore: this.clock.now() ?? 0 });
    this.sendLeftovers();
    if (receipt !== null) return this.showReceipt(receipt);
    const open = this.open;
    const kept = open && this.records.load(open.id);
    // A reload goes on by itself, also where the paper never came; what another device had last waits for the
    // person's word.
    const goesOn = kept ? kept.outcome !== 'TAKEN_OVER' : history.state?.asked === this.owner;
    if (open && goesOn) return this.start(open.ordinal);
    this.decide();
  }

  /** Starts the attempt or takes it over, by the person's press; a repeat costs nothing. */
  async start(ordinal: number): Promise<void> {
    if (this.round === null || this.isBusy || this.changedHands()) return;
    this.isBusy = true;
    this.problem = null;
    try {
      const resumed = this.session?.record.attempt ?? this.open?.id;
      const kept = resumed ? this.records.load(resumed) : null;
      if (kept) this.records.save({ ...kept, resumes: kept.resumes + 1 });
      history.replaceState({ ...history.state, asked: this.owner }, '');
      const opened = await openAttempt(this.clock, this.round, ordinal);
      this.take(opened);
    } catch (failure) {
      await this.refused(failure, ordinal);
    } finally {
      this.isBusy = false;
    }
  }

  /** Goes on with the attempt of the session on the screen, after another device had it or its token ran out. */
  async resume(): Promise<void> {
    const record = this.session?.record;
    if (record) await this.start(record.ordinal);
  }

  /** The token is no longer accepted: opens the attempt again. Once, as a new one refused has another reason. */
  async renew(): Promise<void> {
    if (this.isRenewed) return this.fail(new Problem('token_not_valid'));
    this.isRenewed = true;
    await this.resume();
  }

  /** Another person has signed in since, in another tab: the page begins anew as theirs. */
  changedHands(): boolean {
    const isOthers = ownerMark(document.cookie) !== this.owner;
    if (isOthers) window.location.reload();
    return isOthers;
  }

  /** The moment of opening has come while the person waited on the page. */
  opened(): void {
    if (this.mine) this.mine = { ...this.mine, round: { ...this.mine.round, phase: 'OPEN' } };
    this.decide();
  }

  /** Leaves the device to somebody else; what still waits to be sent stays and goes out. */
  async leave(): Promise<void> {
    this.isBusy = true;
    try {
      await signOut();
      this.records.forget({ owner: this.owner });
      window.location.assign('/');
    } catch (failure) {
      this.fail(failure);
    } finally {
      this.isBusy = false;
    }
  }

  private decide(): void {
    const mine = this.mine;
    if (mine === null) return;
    if (mine.entry === null) return this.fail(new Problem('not_entered', 403));
    if (this.open) this.view = 'START';
    else if (mine.round.phase === 'COMING') this.view = 'WAITING';
    else this.view = mine.next_ordinal === null || mine.round.phase === 'CLOSED' ? 'CLOSED' : 'START';
  }

  private take(opened: OpenedAttempt): void {
    const { attempt, paper, contest, round } = opened;
    const kept = this.records.load(attempt.id);
    const shown: Paper = { questions: paper.questions, prediction: paper.prediction, contest, round };
    const record: AttemptRecord = {
      version: 1,
      attempt: attempt.id,
      round: round.id,
      ordinal: attempt.ordinal,
      epoch: attempt.epoch,
      resumes: 0,
      token: opened.token,
      openedAt: attempt.opened_at,
      closesAt: attempt.closes_at,
      owner: this.owner,
      marked: kept?.marked ?? [],
      at: kept?.at ?? 0,
      unacceptable: [],
      submitting: kept !== null && kept.outcome !== 'TAKEN_OVER' && kept.submitting,
      outcome: null,
      receipt: null,
      wallOffset: this.clock.wallOffset,
      paper: shown,
      ...reconciled(kept ?? null, { ...opened, epoch: attempt.epoch }),
    };
    this.arrival = attempt.epoch > 1 ? 'RESUMED' : 'STARTED';
    this.show(record);
  }

  private show(record: AttemptRecord): void {
    this.session?.end();
    this.session = new AttemptSession(record, {
      records: this.records,
      clock: this.clock,
      transport: this.transport,
      askTime: () => askTime(this.clock),
    });
    this.view = 'ATTEMPT';
    keepShell();
  }

  /** Without network an attempt of this very sign-in goes on from what the device kept. */
  private enterOffline(failure: unknown): void {
    const kept = this.records
      .all()
      .filter(
        ({ round, owner, outcome }) =>
          round === this.round && owner === this.owner && outcome !== 'TAKEN_OVER',
      )
      .sort((a, b) => b.ordinal - a.ordinal)[0];
    if (!isPassing(failure) || kept === undefined) return this.fail(failure);
    this.arrival = 'OFFLINE';
    this.show(kept);
  }

  private async refused(failure: unknown, ordinal: number): Promise<void> {
    const attempt =
      this.session?.record.attempt ?? this.mine?.attempts.find((own) => own.ordinal === ordinal)?.id;
    if (failure instanceof Problem && failure.code === 'attempt_is_submitted' && attempt) {
      return this.showReceipt(attempt);
    }
    // A reload that went on by itself: the device holds the paper.
    if (this.view === 'OPENING') return this.enterOffline(failure);
    // The page stays as it is: pressing again is safe.
    if (this.view === 'START' && isPassing(failure)) this.problem = failure;
    else this.fail(failure);
  }

  private async showReceipt(attempt: string): Promise<void> {
    try {
      const { receipt } = await ownAttempt(this.clock, attempt);
      if (receipt === null) return this.decide();
      const kept = this.records.load(attempt);
      this.receipt = { receipt, attempt, late: kept ? pendingPositions(kept) : [] };
      this.view = 'RECEIPT';
    } catch (failure) {
      this.fail(failure);
    }
  }

  private sendLeftovers(): void {
    sendLeftovers({
      records: this.records,
      transport: this.transport,
      except: this.open?.id ?? null,
      owner: this.owner,
    });
  }

  private fail(failure: unknown): void {
    this.problem = failure instanceof Problem ? failure : new Problem('unknown');
    this.view = 'PROBLEM';
  }
}

/** The same request may well succeed a little later. */
function isPassing(failure: unknown): failure is Problem {
  return (
    failure instanceof Problem &&
    (failure.code === 'offline' || failure.status >= 500 || failure.status === 429)
  );
}
