/**
 * Lets a service worker keep this page for a reload without network, once an attempt is under way. Where
 * there is none (Zalo, private windows) the answers are as safe; only the reload needs a network.
 * `VITE_EXAM_WORKER=off` at build time takes it back from every phone that opens the page.
 */
export function keepShell(): void {
  if (!('serviceWorker' in navigator)) return;
  const workers = navigator.serviceWorker;
  const done =
    import.meta.env.VITE_EXAM_WORKER === 'off'
      ? workers.getRegistration('/thi/').then((kept) => kept?.unregister())
      : workers.register('/thi/service-worker.js', { scope: '/thi/' });
  done.catch(() => undefined);
}
