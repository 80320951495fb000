import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { keepShell, takeShellBack } from './shell.ts';

const unregister = vi.fn(() => Promise.resolve(true));
const register = vi.fn(() => Promise.resolve());
const forget = vi.fn(() => Promise.resolve(true));

beforeEach(() => {
  const workers = { register, getRegistration: () => Promise.resolve({ unregister }) };
  Object.defineProperty(navigator, 'serviceWorker', { configurable: true, value: workers });
  vi.stubGlobal('caches', { delete: forget });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.clearAllMocks();
  Reflect.deleteProperty(navigator, 'serviceWorker');
});

test('a worker keeps the page, unless the build says that none shall', () => {
  keepShell();
  expect(register).toHaveBeenCalledWith('/thi/service-worker.js', { scope: '/thi/' });
  register.mockClear();
  vi.stubEnv('VITE_EXAM_WORKER', 'off');
  keepShell();
  expect(register).not.toHaveBeenCalled();
});

test('what is taken back leaves neither the worker nor the pages it kept', async () => {
  await takeShellBack();
  expect(unregister).toHaveBeenCalledOnce();
  expect(forget).toHaveBeenCalledWith('exam-room');
});

test('a browser without workers has nothing to give back', async () => {
  Reflect.deleteProperty(navigator, 'serviceWorker');
  keepShell();
  await takeShellBack();
  expect(forget).not.toHaveBeenCalled();
});
