/**
 * What this device keeps of an attempt, one record a key, so that nothing a person chose depends on the
 * network, the page staying open or who signs in next (N2). Pure data and its merge rules; no network.
 */

/** An answer as it goes over the wire: indexes of the options as shown, or text; empty clears. */
export type Answer = { chosen: number[] } | { written: string };

/** One value with its place in the person's own order of changes. */
export interface Kept<Value> {
  value: Value;
  /** Number of this change; the server keeps the highest. */
  sequence: number;
  /** The highest sequence the server said it holds. Below `sequence`: waiting to be sent. */
  stored: number;
}

/** What the server says after a submission. Instants ISO 8601. */
export interface Receipt {
  code: string;
  contest_title: { [language: string]: string };
  round_title: { [language: string]: string };
  ordinal: number;
  opened_at: string;
  submitted_at: string;
  submitted_by?: string;
  answered: number;
  question_count: number;
  prediction: number | null;
  results_at: string | null;
  feedback: string;
}

/** Why an attempt takes no more answers from this device. */
export type Outcome = 'TAKEN_OVER' | 'OVER' | 'SUBMITTED' | 'TOKEN_REFUSED';

export interface AttemptRecord {
  version: 1;
  attempt: string;
  round: string;
  ordinal: number;
  epoch: number;
  /** Resumes asked for since `epoch` was learnt, answered or not. */
  resumes: number;
  token: string;
  openedAt: string;
  closesAt: string;
  /** Mark of the sign-in the attempt was opened under; another sign-in is never shown this record. */
  owner: string;
  answers: Record<number, Kept<Answer>>;
  prediction: Kept<number | null> | null;
  /** Positions marked for review. */
  marked: number[];
  /** What was on the screen last: a place in the paper, the prediction after the last question. */
  at: number;
  /** Positions the server refuses whatever is sent; nothing the person can do but tell the hotline. */
  unacceptable: number[];
  /** The person, or the end of the time, asked for submission. */
  submitting: boolean;
  outcome: Outcome | null;
  receipt: Receipt | null;
  /** Server time minus wall time, for a reload without network. */
  wallOffset: number | null;
  /** The opening reply's paper, so that a reload without network can show it. */
  paper: unknown;
}

/** Answers as the server lists them when an attempt is opened or resumed. */
export interface ServerAnswers {
  epoch: number;
  answers: { position: number; chosen: number[] | null; written: string | null; sequence: number }[];
  prediction: { value: number | null; sequence: number } | null;
}

export function isPending(kept: Kept<unknown> | null | undefined): boolean {
  return kept != null && kept.sequence > kept.stored;
}

/** Positions with a change the server has not acknowledged, ascending. */
export function pendingPositions(record: AttemptRecord): number[] {
  return Object.keys(record.answers)
    .map(Number)
    .filter((position) => isPending(record.answers[position]) && !record.unacceptable.includes(position))
    .sort((a, b) => a - b);
}

export function hasPending(record: AttemptRecord): boolean {
  return pendingPositions(record).length > 0 || isPending(record.prediction);
}

/** True when something of this record still has to reach the server. */
export function isUnfinished(record: AttemptRecord): boolean {
  if (record.receipt !== null) return false;
  return record.outcome === null ? hasPending(record) || record.submitting : record.outcome === 'OVER';
}

export function isBlank(answer: Answer): boolean {
  return 'chosen' in answer ? answer.chosen.length === 0 : answer.written.trim() === '';
}

/** The later of two versions of one value, with all that is known to be stored. */
function later<Value>(a: Kept<Value>, b: Kept<Value>): Kept<Value> {
  const winner = b.sequence > a.sequence ? b : a;
  return { ...winner, stored: Math.max(a.stored, b.stored) };
}

/**
 * Two copies of a record of one epoch, from two tabs or from memory and storage: per position the later
 * change holds. In any order and any number of times the result is the same.
 */
export function merged(mine: AttemptRecord, other: AttemptRecord): AttemptRecord {
  const answers = { ...mine.answers };
  for (const [key, theirs] of Object.entries(other.answers)) {
    const own = answers[Number(key)];
    answers[Number(key)] = own ? later(own, theirs) : theirs;
  }
  return {
    ...mine,
    answers,
    prediction:
      mine.prediction && other.prediction
        ? later(mine.prediction, other.prediction)
        : (mine.prediction ?? other.prediction),
    submitting: mine.submitting || other.submitting,
    outcome: mine.outcome ?? other.outcome,
    receipt: mine.receipt ?? other.receipt,
  };
}

/**
 * What to go on with when the server has opened or resumed an attempt of which `record` was kept here.
 *
 * The server's copy is the base. A change made here that never arrived is put on top, unless another
 * device had the attempt in between and changed that very question after this device last knew it.
 */
export function reconciled(
  record: Pick<AttemptRecord, 'epoch' | 'resumes' | 'answers' | 'prediction'> | null,
  server: ServerAnswers,
): Pick<AttemptRecord, 'answers' | 'prediction'> {
  const kept = record?.answers ?? {};
  const othersWrote = record !== null && server.epoch > record.epoch + Math.max(1, record.resumes);
  const answers: Record<number, Kept<Answer>> = {};
  for (const item of server.answers) {
    answers[item.position] = chosen(kept[item.position], fromServer(item), othersWrote);
  }
  for (const [key, own] of Object.entries(kept)) answers[Number(key)] ??= { ...own, stored: 0 };
  const guess = record?.prediction ?? null;
  const theirs = server.prediction && { ...server.prediction, stored: server.prediction.sequence };
  return {
    answers,
    prediction: theirs ? chosen(guess ?? undefined, theirs, othersWrote) : guess && { ...guess, stored: 0 },
  };
}

function chosen<Value>(own: Kept<Value> | undefined, theirs: Kept<Value>, othersWrote: boolean): Kept<Value> {
  if (own === undefined || own.sequence <= theirs.sequence) return theirs;
  if (othersWrote && theirs.sequence > own.stored) return theirs;
  return { ...own, stored: theirs.sequence };
}

function fromServer(item: ServerAnswers['answers'][number]): Kept<Answer> {
  const value: Answer = item.written === null ? { chosen: item.chosen ?? [] } : { written: item.written };
  return { value, sequence: item.sequence, stored: item.sequence };
}

/** Storage that may be full, denied or wiped at any moment. */
export interface Shelf {
  /** False: what is put here is gone with the page. */
  readonly lasts: boolean;
  read(key: string): string | null;
  /** False when the device refused to keep it. */
  write(key: string, text: string): boolean;
  remove(key: string): void;
  keys(): string[];
}

const PREFIX = 'attempt:';
const KEEP_AFTER_CLOSE_MS = 14 * 24 * 3_600_000;

/** The browser's localStorage, or memory where it is denied (some web views answer null). */
export function openShelf(open: () => Storage | null): Shelf {
  try {
    const storage = open();
    return storage === null ? memoryShelf() : storageShelf(storage);
  } catch {
    return memoryShelf();
  }
}

function storageShelf(storage: Storage): Shelf {
  return {
    lasts: true,
    read: (key) => storage.getItem(key),
    write(key, text) {
      try {
        storage.setItem(key, text);
        return true;
      } catch {
        return false;
      }
    },
    remove: (key) => storage.removeItem(key),
    keys: () => Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? ''),
  };
}

function memoryShelf(): Shelf {
  const kept = new Map<string, string>();
  return {
    lasts: false,
    read: (key) => kept.get(key) ?? null,
    write: (key, text) => kept.set(key, text) === kept,
    remove: (key) => void kept.delete(key),
    keys: () => [...kept.keys()],
  };
}

export class AttemptRecords {
  private readonly shelf: Shelf;

  constructor(shelf: Shelf) {
    this.shelf = shelf;
  }

  load(attempt: string): AttemptRecord | null {
    const text = this.shelf.read(PREFIX + attempt);
    if (text === null) return null;
    try {
      const record = JSON.parse(text) as AttemptRecord;
      return record.version === 1 && record.attempt === attempt ? record : null;
    } catch {
      return null;
    }
  }

  /** False when the device keeps nothing: then what is pending lives only as long as the page. */
  save(record: AttemptRecord): boolean {
    const text = JSON.stringify(record);
    const key = PREFIX + record.attempt;
    const kept =
      this.shelf.write(key, text) || (this.makeRoom(record.attempt) && this.shelf.write(key, text));
    return kept && this.shelf.lasts;
  }

  remove(attempt: string): void {
    this.shelf.remove(PREFIX + attempt);
  }

  all(): AttemptRecord[] {
    return this.shelf
      .keys()
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => this.load(key.slice(PREFIX.length)))
      .filter((record) => record !== null);
  }

  /** Removes records that nothing waits for: all of one sign-in, or those long past. */
  forget(which: { owner: string } | { closedBefore: number }): void {
    for (const record of this.all()) {
      const isMeant =
        'owner' in which
          ? record.owner === which.owner && !isUnfinished(record)
          : Date.parse(record.closesAt) + KEEP_AFTER_CLOSE_MS < which.closedBefore;
      if (isMeant) this.remove(record.attempt);
    }
  }

  /** Drops finished records for one that needs the room. */
  private makeRoom(needed: string): boolean {
    const finished = this.all().filter((record) => record.attempt !== needed && !isUnfinished(record));
    for (const record of finished) this.remove(record.attempt);
    return finished.length > 0;
  }
}
