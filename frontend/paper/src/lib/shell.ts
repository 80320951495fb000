/** As the worker itself names its cache. */
const CACHE = 'exam-room';

/**
 * Lets a service worker keep this page for a reload without network, once an attempt is under way. Where
 * there is none (Zalo, private windows) the answers are as safe; only the reload needs a network.
 */
export function keepShell(): void {
  if (import.meta.env.VITE_EXAM_WORKER === 'off' || !('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register('/thi/service-worker.js', { scope: '/thi/' }).catch(() => undefined);
}

/** The kill switch: a build with `VITE_EXAM_WORKER=off` takes worker and pages back from every phone that opens it. */
export async function takeShellBack(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const kept = await navigator.serviceWorker.getRegistration('/thi/');
  await Promise.all([kept?.unregister(), caches.delete(CACHE)]);
}
