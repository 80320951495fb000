type Fields = Record<string, { code: string; params?: Record<string, unknown> }[]>;

/** A refusal or a failure on the way: a code, never a sentence. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly details: Record<string, unknown>;
  readonly fields: Fields;
  /** What came back, for the one API whose refusals have another shape (accounts). */
  readonly reply: unknown;

  constructor(
    code: string,
    status = 0,
    details: Record<string, unknown> = {},
    fields: Fields = {},
    reply: unknown = null,
  ) {
    super(code);
    this.code = code;
    this.status = status;
    this.details = details;
    this.fields = fields;
    this.reply = reply;
  }
}

export type Call = {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  query?: Record<string, string | number | null | undefined>;
  body?: unknown;
  /** Token of an attempt: it alone authorises answers, submission and reading of that attempt. */
  attempt?: string;
  signal?: AbortSignal;
  keepalive?: boolean;
};

const NO_CONTENT = 204;

/** One exchange with the server: JSON in, JSON out, every failure a Problem. */
export async function call<Reply>(path: string, options: Call = {}): Promise<Reply> {
  const { method = 'GET', query = {}, body, attempt, signal, keepalive } = options;
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (attempt) headers.Authorization = `Attempt ${attempt}`;
  else if (method !== 'GET') headers['X-CSRFToken'] = csrfToken();
  const isFile = body instanceof FormData;
  if (body !== undefined && !isFile) headers['Content-Type'] = 'application/json';

  let response: Response;
  try {
    response = await fetch(path + queryString(query), {
      method,
      headers,
      body: isFile ? body : body === undefined ? undefined : JSON.stringify(body),
      credentials: attempt ? 'omit' : 'same-origin',
      signal,
      keepalive,
    });
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
    throw new Problem('offline');
  }
  const reply = await bodyOf(response);
  if (!response.ok) throw problemOf(response, reply);
  return reply as Reply;
}

/** The JSON of a reply. A reply cut short, or another's page instead of it, is as good as none. */
async function bodyOf(response: Response): Promise<unknown> {
  if (response.status === NO_CONTENT) return null;
  try {
    return await response.json();
  } catch {
    if (response.ok) throw new Problem('offline');
    return null;
  }
}

function problemOf(response: Response, reply: unknown): Problem {
  const said = (reply ?? {}) as { code?: string; details?: Record<string, unknown>; fields?: Fields };
  const code = said.code ?? (response.status >= 500 ? 'server_error' : 'unknown');
  const wait = Number(response.headers.get('Retry-After'));
  const details = { ...(wait ? { wait_seconds: wait } : {}), ...said.details };
  return new Problem(code, response.status, details, said.fields, reply);
}

function queryString(query: NonNullable<Call['query']>): string {
  const pairs = Object.entries(query).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  );
  const search = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString();
  return search && `?${search}`;
}

function csrfToken(): string {
  return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? '';
}
