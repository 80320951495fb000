/**
 * Keeps the exam room's page and script on the device, so that a reload without network still opens it.
 * Nothing else: no reply of the API is ever kept or answered here.
 */
const PAGE = '/thi/';
const FILES = '/thi/_app/immutable/';
const PATIENCE_MS = 5_000;
/** A few releases' worth; older files go. */
const MOST_FILES = 40;

export type Device = {
  /** This app's own cache. */
  open: () => Promise<Cache>;
  fetch: (request: Request | string) => Promise<Response>;
  origin: string;
};

/** The answer to a request of the page, or null to leave it to the browser; `keep` outlives the answer. */
export function answerTo(
  request: Request,
  device: Device,
  keep: (work: Promise<unknown>) => void,
): Promise<Response> | null {
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== device.origin) return null;
  if (pathname === PAGE && request.mode === 'navigate') return page(request, device, keep);
  if (pathname.startsWith(FILES)) return file(request, device);
  return null;
}

/** Fetches the page with its script and keeps both. */
export async function keepRoom(device: Device): Promise<void> {
  await keepPage(await device.fetch(PAGE), device);
}

/** The newest page while there is a network; the kept one when it is away or too slow. */
async function page(
  request: Request,
  device: Device,
  keep: (work: Promise<unknown>) => void,
): Promise<Response> {
  try {
    const response = await inTime(device.fetch(request));
    // A server that is down has a page to say so: the kept room is of more use.
    if (response.status >= 500) return (await keptPage(device)) ?? response;
    keep(keepPage(response.clone(), device));
    return response;
  } catch {
    return (await keptPage(device)) ?? Response.error();
  }
}

const keptPage = async (device: Device): Promise<Response | undefined> => (await device.open()).match(PAGE);

/** A file whose name says its content: from the device if it is there. */
async function file(request: Request, device: Device): Promise<Response> {
  const cache = await device.open();
  const kept = await cache.match(request);
  if (kept) return kept;
  const response = await device.fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}

/** The page is kept only after the script it names: what is kept always opens. */
async function keepPage(response: Response, device: Device): Promise<void> {
  if (!response.ok) return;
  const cache = await device.open();
  const html = await response.clone().text();
  for (const path of new Set(html.match(/\/thi\/_app\/immutable\/[\w.-]+\.js/g) ?? [])) {
    if (await cache.match(path)) continue;
    const script = await device.fetch(path);
    if (!script.ok) return;
    await cache.put(path, script);
  }
  await cache.put(PAGE, response);
  const files = (await cache.keys()).filter(({ url }) => new URL(url).pathname.startsWith(FILES));
  await Promise.all(files.slice(0, Math.max(0, files.length - MOST_FILES)).map((old) => cache.delete(old)));
}

function inTime(response: Promise<Response>): Promise<Response> {
  return Promise.race([
    response,
    new Promise<Response>((_, give) => setTimeout(() => give(new Error('too slow')), PATIENCE_MS)),
  ]);
}
