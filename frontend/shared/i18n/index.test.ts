import { afterEach, expect, test } from 'vitest';

import { catalogue, currentLanguage, restoreLanguage, setLanguage, text } from './index.svelte.ts';

afterEach(() => setLanguage('vi'));

test('English comes when asked for, and a catalogue met later follows', async () => {
  const first = catalogue({ go: 'Vào thi' }, () => Promise.resolve({ go: 'Start' }));
  expect(first().go).toBe('Vào thi');
  await setLanguage('en');
  expect(first().go).toBe('Start');
  expect(document.documentElement.lang).toBe('en');
  const second = catalogue({ stop: 'Nộp bài' }, () => Promise.resolve({ stop: 'Hand in' }));
  expect(second().stop).toBe('Nộp bài');
  await Promise.resolve();
  await Promise.resolve();
  expect(second().stop).toBe('Hand in');
});

test('the choice is kept on the device', async () => {
  await setLanguage('en');
  const kept = localStorage.getItem('display.language');
  await setLanguage('vi');
  localStorage.setItem('display.language', kept ?? '');
  await restoreLanguage();
  expect(currentLanguage()).toBe('en');
});

test('a text of a contest falls back to Vietnamese, never to nothing', async () => {
  await setLanguage('en');
  expect(text({ vi: 'Tuần 1', en: 'Week 1' })).toBe('Week 1');
  expect(text({ vi: 'Tuần 1' })).toBe('Tuần 1');
  expect(text({ vi: 'Tuần 1', en: '' })).toBe('Tuần 1');
  expect(text(null)).toBe('');
});
