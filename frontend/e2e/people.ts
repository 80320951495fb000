/** What people do on the way to the exam room, by the pages alone. */
import assert from 'node:assert/strict';

import type { APIResponse, Page } from 'playwright-core';

import { freshName } from './site.ts';

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

/** Signs a new person up and enters them into the running contest without the pages; gives the exam's address. */
export async function enterByApi(page: Page): Promise<string> {
  const contest = await runningContest(page);
  await page.goto('/');
  await send(page, 'POST', '/_allauth/browser/v1/auth/signup', { username: freshName(), password: PASSWORD });
  const facts = (await (await page.request.get(`/api/v1/contests/${contest.slug}/`)).json()) as {
    privacy_notice: { id: string; purposes: { code: string }[] };
    divisions: { code: string }[];
  };
  const found = await page.request.get(`/api/v1/units/?q=xa&contest=${contest.slug}`);
  const { units } = (await found.json()) as { units: { id: string }[] };
  const entry = await send(page, 'PUT', `/api/v1/contests/${contest.slug}/entry/`, {
    full_name: 'Trần Văn Thử',
    birth_on: '1990-03-09',
    sex: 'MALE',
    phone: `09${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`,
    phone_owner: 'SELF',
    unit: units[0]?.id,
    division: facts.divisions[0]?.code,
    consents: facts.privacy_notice.purposes.map(({ code }) => code),
    notice: facts.privacy_notice.id,
    truthful: true,
  });
  assert.equal(entry.status(), 201, await entry.text());
  return `/thi/?round=${contest.current_round.id}`;
}

async function send(page: Page, method: string, path: string, data: unknown): Promise<APIResponse> {
  await page.request.get('/_allauth/browser/v1/config');
  const cookies = await page.context().cookies();
  const token = cookies.find(({ name }) => name === 'csrftoken')?.value ?? '';
  const origin = new URL(page.url()).origin;
  return page.request.fetch(path, {
    method,
    data,
    headers: { 'X-CSRFToken': token, Origin: origin, Referer: `${origin}/` },
  });
}
