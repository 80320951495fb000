/** What people do on the way to the exam room, by the pages alone. */
import assert from 'node:assert/strict';

import type { Page } from 'playwright-core';

export const PASSWORD = 'mot cau de nho 2026';

export type RunningContest = {
  slug: string;
  current_round: { id: string; title: { vi: string } };
  question_count: number;
};

/** The contest of the demo that can be taken now. */
export async function runningContest(page: Page): Promise<RunningContest> {
  const reply = await page.request.get('/api/v1/contests/');
  const { contests } = (await reply.json()) as { contests: RunningContest[] };
  const running = contests.find(({ current_round }) => current_round !== null);
  assert.ok(running, 'no contest has an open round');
  return running;
}

export async function signUp(page: Page, username: string): Promise<void> {
  await page.fill('#username', username);
  await page.fill('#password', PASSWORD);
  await page.click('button[type=submit]');
}

export async function signIn(
  page: Page,
  username: string,
  password = PASSWORD,
  next = '/tai-khoan',
): Promise<void> {
  await page.goto(`/dang-nhap?tiep=${encodeURIComponent(next)}`);
  await page.fill('#username', username);
  await page.fill('#password', password);
  await page.click('button[type=submit]');
  await page.waitForURL((url) => !url.pathname.startsWith('/dang-nhap'));
}

/** Fills in the registration form of a contest, whatever it asks for, and sends it. */
export async function enter(page: Page, name: string): Promise<void> {
  await page.fill('#full_name', name);
  await page.fill('#birth_on', '9');
  await page.fill('#birth_on-month', '3');
  await page.fill('#birth_on-year', '1990');
  const sex = page.locator('input[name=sex]').first();
  if (await sex.count()) await sex.check();
  await fillIfAsked(page, '#phone', `09${String(Date.now()).slice(-8)}`);
  const owner = page.locator('input[name=phone_owner]').first();
  if (await owner.count()) await owner.check();
  await fillIfAsked(page, '#address', 'Thôn 1');
  if (await page.locator('#unit').count()) {
    await page.fill('#unit', 'xa');
    await page.locator('#unit-list [role=option]').first().click();
  }
  const division = page.locator('input[name=division]').first();
  if (await division.count()) await division.check();
  for (const box of await page.locator('input[type=checkbox]').all()) await box.check();
  await page.click('form button[type=submit]');
}

async function fillIfAsked(page: Page, selector: string, text: string): Promise<void> {
  if (await page.locator(selector).count()) await page.fill(selector, text);
}
