import { call, Problem } from 'shared/api/client.ts';
import { forgetSignIn } from 'shared/api/signed-in.ts';
import type { ContestText } from 'shared/i18n/index.svelte.ts';
import type { AnswersBody, Reply, Transport } from 'shared/lib/answer-outbox.ts';
import type { AttemptRecord, Receipt, ServerAnswers } from 'shared/lib/attempt-records.ts';
import type { ServerClock } from 'shared/lib/clock.ts';

export type QuestionKind =
  'SINGLE_CHOICE' | 'MULTIPLE_RESPONSE' | 'TRUE_FALSE' | 'NUMBER' | 'FILL_IN' | 'ORDERING' | 'OPEN_TEXT';

export type Question = {
  position: number;
  kind: QuestionKind;
  stem: string;
  options: string[];
  points: number;
};
export type PredictionAsked = { target: string; scope: 'ROUND' | 'CONTEST' };

/** All that is shown while the attempt is open; kept on the device for a reload without network. */
export type Paper = {
  questions: Question[];
  prediction: PredictionAsked | null;
  contest: { slug: string; title: ContestText };
  round: RoundBrief;
};

export type RoundBrief = {
  id: string;
  number: number;
  title: ContestText;
  opens_at: string;
  closes_at: string;
  phase: 'COMING' | 'OPEN' | 'CLOSED';
};

export type AttemptBrief = {
  id: string;
  ordinal: number;
  state: 'OPEN' | 'SUBMITTED' | 'SCORED' | 'VOID';
  opened_at: string;
  closes_at: string;
  submitted_at: string | null;
};

export type Contact = { hotline: string; hotline_hours: ContestText };

export type MyRound = {
  server_time: string;
  round: RoundBrief;
  contest: { slug: string; title: ContestText; contact: Contact };
  terms: {
    question_count: number;
    time_limit_seconds: number | null;
    attempts: { limit: number | null; per: string; counting: string };
    prediction: PredictionAsked | null;
    feedback: string;
  };
  entry: { number: string } | null;
  attempts: AttemptBrief[];
  next_ordinal: number | null;
  attempts_left: number | null;
};

export type OpenedAttempt = ServerAnswers & {
  attempt: AttemptBrief & { epoch: number };
  token: string;
  server_time: string;
  contest: { slug: string; title: ContestText };
  round: RoundBrief;
  paper: { id: string; questions: Question[]; prediction: PredictionAsked | null };
};

export type Result = {
  points: number;
  points_max: number;
  correct_count: number;
  question_count: number;
  duration_ms: number | null;
};

export type OwnAttempt = { attempt: AttemptBrief; receipt: Receipt | null; result: Result | null };

const PATIENCE_MS = 15_000;

/** One request that gives up after a while and, by its `server_time`, teaches the clock. */
async function timed<Body extends object>(
  clock: ServerClock,
  path: string,
  options: Parameters<typeof call>[1] = {},
  sentAt = clock.stamp(),
): Promise<Body> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE_MS);
  try {
    const body = await call<Body>(path, { ...options, signal: abort.signal });
    const { server_time: serverTime } = body as { server_time?: string };
    if (serverTime) clock.observe({ serverTime, sentAt, receivedAt: clock.stamp() });
    return body;
  } catch (failure) {
    if (failure instanceof DOMException) throw new Problem('offline');
    throw failure;
  } finally {
    clearTimeout(timer);
  }
}

export function askTime(clock: ServerClock): Promise<{ server_time: string }> {
  return timed(clock, '/api/v1/time/');
}

export function myRound(clock: ServerClock, round: string): Promise<MyRound> {
  // The page itself asked first, before this script came: at some time since the navigation began.
  const early = document.querySelector('link[as="fetch"]');
  const reply = timed<MyRound>(clock, `/api/v1/me/rounds/${round}/`, {}, early ? 0 : undefined);
  early?.remove();
  return reply;
}

/** Starts an attempt or, for one that is open, takes it over; a repeat never costs a second try. */
export function openAttempt(clock: ServerClock, round: string, ordinal: number): Promise<OpenedAttempt> {
  return timed(clock, `/api/v1/rounds/${round}/attempts/`, { method: 'POST', body: { ordinal } });
}

export function ownAttempt(clock: ServerClock, id: string, token?: string): Promise<OwnAttempt> {
  return timed(clock, `/api/v1/attempts/${id}/`, { attempt: token });
}

/** allauth answers a sign-out with 401: there is no session any more. */
export async function signOut(): Promise<void> {
  try {
    await call('/_allauth/browser/v1/auth/session', { method: 'DELETE' });
  } catch (failure) {
    if (!(failure instanceof Problem) || failure.status !== 401) throw failure;
  }
  forgetSignIn();
}

/** The requests of the outbox: authorised by the attempt's token alone, every failure told as a reply. */
export function attemptTransport(clock: ServerClock): Transport {
  return {
    putAnswers: (record, body) => answered(() => sendAnswers(clock, record, body)),
    postSubmission: (record) => answered(() => sendSubmission(clock, record)),
  };
}

async function sendAnswers(clock: ServerClock, record: AttemptRecord, body: AnswersBody): Promise<Reply> {
  const reply = await timed<{
    stored: { position: number; sequence: number }[];
    prediction_sequence: number | null;
    server_time: string;
    closes_at: string;
  }>(clock, `/api/v1/attempts/${record.attempt}/answers/`, { method: 'PUT', body, attempt: record.token });
  return {
    kind: 'STORED',
    stored: reply.stored,
    predictionSequence: reply.prediction_sequence,
    closesAt: reply.closes_at,
  };
}

async function sendSubmission(clock: ServerClock, record: AttemptRecord): Promise<Reply> {
  const receipt = await timed<Receipt>(clock, `/api/v1/attempts/${record.attempt}/submission/`, {
    method: 'POST',
    body: { epoch: record.epoch },
    attempt: record.token,
  });
  return { kind: 'RECEIPT', receipt };
}

async function answered(request: () => Promise<Reply>): Promise<Reply> {
  try {
    return await request();
  } catch (failure) {
    if (!(failure instanceof Problem)) return { kind: 'UNREACHABLE' };
    const isRefusal = failure.status >= 400 && failure.status < 500 && failure.status !== 429;
    if (isRefusal) return { kind: 'REFUSED', code: failure.code };
    const seconds = Number(failure.details.wait_seconds);
    return { kind: 'UNREACHABLE', waitMs: seconds > 0 ? seconds * 1000 : undefined };
  }
}
