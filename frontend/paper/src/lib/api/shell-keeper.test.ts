import { beforeEach, describe, expect, it, vi } from 'vitest';
import { answerTo, keepRoom, type Device } from './shell-keeper.ts';

const ORIGIN = 'https://thi.example.vn';
const HTML = '<script type="module" src="/thi/_app/immutable/room-AbC1.js"></script>';

class FakeCache {
  readonly kept = new Map<string, Response>();
  async match(request: Request | string) {
    return this.kept.get(address(request))?.clone();
  }
  async put(request: Request | string, response: Response) {
    this.kept.set(address(request), response);
  }
  async keys() {
    return [...this.kept.keys()].map((url) => ({ url }));
  }
  async delete(request: Request | string) {
    return this.kept.delete(address(request));
  }
}

const address = (request: Request | string) =>
  new URL(typeof request === 'string' ? request : request.url, ORIGIN).href;

let cache: FakeCache;
let site: Map<string, () => Promise<Response>>;
let device: Device;
let work: Promise<unknown>[];

const asked = (path: string, mode = 'navigate', method = 'GET') =>
  ({ url: ORIGIN + path, mode, method }) as unknown as Request;
const answer = (request: Request) => answerTo(request, device, (more) => work.push(more));

beforeEach(() => {
  cache = new FakeCache();
  work = [];
  site = new Map([
    ['/thi/', async () => new Response(HTML)],
    ['/thi/_app/immutable/room-AbC1.js', async () => new Response('room')],
  ]);
  device = {
    open: async () => cache as unknown as Cache,
    fetch: async (request) => {
      const found = site.get(new URL(address(request)).pathname);
      if (!found) throw new TypeError('Failed to fetch');
      return found();
    },
    origin: ORIGIN,
  };
});

describe('the kept exam room', () => {
  it('opens without network once it was kept, whatever the round', async () => {
    await keepRoom(device);
    site.clear();
    expect(await (await answer(asked('/thi/?round=1')))?.text()).toBe(HTML);
    expect(await (await answer(asked('/thi/_app/immutable/room-AbC1.js', 'cors')))?.text()).toBe('room');
  });

  it('shows the newest page while there is a network, and keeps it with its script', async () => {
    await keepRoom(device);
    const newer = HTML.replace('AbC1', 'XyZ2');
    site.set('/thi/', async () => new Response(newer));
    site.set('/thi/_app/immutable/room-XyZ2.js', async () => new Response('newer'));
    expect(await (await answer(asked('/thi/')))?.text()).toBe(newer);
    await Promise.all(work);
    site.clear();
    expect(await (await answer(asked('/thi/')))?.text()).toBe(newer);
  });

  it('never keeps a page whose script did not come', async () => {
    await keepRoom(device);
    site.set('/thi/', async () => new Response(HTML.replace('AbC1', 'XyZ2')));
    await answer(asked('/thi/'));
    await Promise.allSettled(work);
    site.clear();
    expect(await (await answer(asked('/thi/')))?.text()).toBe(HTML);
  });

  it('does not wait for a network that does not answer', async () => {
    await keepRoom(device);
    vi.useFakeTimers();
    site.set('/thi/', () => new Promise(() => undefined));
    const page = answer(asked('/thi/'));
    await vi.advanceTimersByTimeAsync(5_000);
    vi.useRealTimers();
    expect(await (await page)?.text()).toBe(HTML);
  });

  it('has no answer of its own for the API, other pages, other sites and writes', () => {
    for (const request of [
      asked('/api/v1/me/rounds/1/', 'cors'),
      asked('/cuoc-thi/x'),
      asked('/thi/', 'navigate', 'POST'),
      asked('/thi/', 'cors'),
      { ...asked('/thi/'), url: 'https://other.example/thi/' } as Request,
    ]) {
      expect(answer(request)).toBeNull();
    }
  });

  it.each([502, 503])('opens when the server only has a page of incident (%d)', async (status) => {
    site.set('/thi/', async () => new Response('down', { status }));
    expect(await (await answer(asked('/thi/')))?.text()).toBe('down');
    site.set('/thi/', async () => new Response(HTML));
    await keepRoom(device);
    site.set('/thi/', async () => new Response('down', { status }));
    expect(await (await answer(asked('/thi/')))?.text()).toBe(HTML);
  });

  it('does not keep an error for the page', async () => {
    site.set('/thi/', async () => new Response('down', { status: 503 }));
    await answer(asked('/thi/'));
    await Promise.all(work);
    expect(cache.kept.size).toBe(0);
  });

  it('lets go of files of releases long past', async () => {
    for (let release = 0; release < 60; release++) {
      await cache.put(`/thi/_app/immutable/room-${release}.js`, new Response(''));
    }
    await keepRoom(device);
    expect(cache.kept.size).toBe(41);
    expect(await cache.match('/thi/_app/immutable/room-AbC1.js')).toBeDefined();
  });
});
