/// <reference lib="webworker" />
import { answerTo, keepRoom, type Device } from './shell-keeper.ts';

const worker = self as unknown as ServiceWorkerGlobalScope;
const CACHE = 'exam-room';

const device: Device = {
  open: () => caches.open(CACHE),
  fetch: (request) => fetch(request),
  origin: worker.location.origin,
};

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));

if (import.meta.env.VITE_EXAM_WORKER === 'off') {
  // The kill switch: a worker that forgets everything and goes.
  worker.addEventListener('activate', (event) =>
    event.waitUntil(caches.delete(CACHE).then(() => worker.registration.unregister())),
  );
} else {
  worker.addEventListener('activate', (event) =>
    event.waitUntil(worker.clients.claim().then(() => keepRoom(device))),
  );
  worker.addEventListener('fetch', (event) => {
    const answer = answerTo(event.request, device, (work) => event.waitUntil(work));
    if (answer) event.respondWith(answer);
  });
}
