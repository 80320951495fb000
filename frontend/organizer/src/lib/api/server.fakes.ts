import { vi } from 'vitest';

type Asked = { method: string; path: string; body: unknown };

/** In place of the server for one test: these replies in turn, and what it was asked. */
export function serverSaying(...replies: [status: number, reply?: unknown][]): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal('fetch', (path: string, { method = '', body }: { method?: string; body?: string }) => {
    asked.push({ method, path, body: body && (JSON.parse(body) as unknown) });
    const [status, reply] = replies.shift() ?? [500];
    const said = status === 204 ? null : JSON.stringify(reply ?? null);
    return Promise.resolve(new Response(said, { status }));
  });
  return asked;
}

/** What the server says when it refuses. */
export const refusing = (code: string, status = 409): [number, unknown] => [status, { code, details: {} }];
