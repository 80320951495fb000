import assert from 'node:assert/strict';

import type { Page } from 'playwright-core';

import { assertAccessible } from '../axe.ts';
import { waitForQuestion } from '../exam.ts';
import type { Flow } from '../flow.ts';
import { enterByApi, runningContest, signIn } from '../people.ts';
import { DESKTOP, PHONE, picture, type Site } from '../site.ts';
import { staffPassword, type StaffName } from '../staff.ts';

/** Every page, at both sizes: it shows itself, fits the screen, and has no accessibility fault. */
export const pages: Flow[] = [
  { name: 'pages for everybody', run: (site) => look(site, anybody) },
  { name: 'pages of organisers', run: (site) => look(site, organisers) },
  { name: 'pages of judges', run: (site) => look(site, judges) },
  { name: 'pages of a person', run: (site) => look(site, person) },
  { name: 'pages of the exam room', run: (site) => look(site, examRoom) },
  { name: 'the exam room on a desk, in English, dark and with large letters', run: examRoomVariants },
];

type Shown = { name: string; address: string };

async function look(site: Site, pagesFor: (page: Page) => Promise<Shown[]>): Promise<void> {
  const page = await site.device(PHONE);
  const faults: string[] = [];
  for (const { name, address } of await pagesFor(page)) {
    await page.setViewportSize(PHONE);
    await page.goto(address);
    await settled(page);
    for (const size of [PHONE, DESKTOP]) {
      await page.setViewportSize(size);
      await picture(page, name);
      await check(page, `${name} at ${size.width}`).catch((fault: Error) => faults.push(fault.message));
    }
  }
  assert.deepEqual(faults, []);
}

async function settled(page: Page): Promise<void> {
  await page.locator('h1:visible').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'hidden' });
}

async function check(page: Page, name: string): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(overflow <= 0, `${name} is ${overflow} px wider than the screen`);
  assert.notEqual(await page.title(), '', `${name} has no title`);
  await assertAccessible(page, name);
}

async function anybody(page: Page): Promise<Shown[]> {
  const { slug } = await runningContest(page);
  return [
    { name: 'home', address: '/' },
    { name: 'contest', address: `/cuoc-thi/${slug}` },
    { name: 'board', address: `/cuoc-thi/${slug}/bang-xep-hang` },
    { name: 'board-units', address: `/cuoc-thi/${slug}/bang-xep-hang?xem=don-vi` },
    { name: 'contest-finished', address: '/cuoc-thi/phap-luat-voi-cuoc-song' },
    { name: 'board-finished', address: '/cuoc-thi/phap-luat-voi-cuoc-song/bang-xep-hang' },
    { name: 'sign-up', address: '/tao-tai-khoan' },
    { name: 'sign-in', address: '/dang-nhap' },
    { name: 'recovery', address: '/quen-mat-khau' },
    { name: 'address-proof', address: '/tai-khoan/thu-dien-tu?key=x' },
    { name: 'exam-not-signed-in', address: await roundAddress(page) },
    { name: 'exam-no-round', address: '/thi/' },
    { name: 'organiser-sign-in', address: '/quan-ly/' },
  ];
}

async function person(page: Page): Promise<Shown[]> {
  const { slug } = await runningContest(page);
  await enterByApi(page);
  return [
    { name: 'account', address: '/tai-khoan' },
    { name: 'account-password', address: '/tai-khoan/mat-khau' },
    { name: 'account-mail', address: '/tai-khoan/thu-dien-tu' },
    { name: 'contest-entered', address: `/cuoc-thi/${slug}` },
    { name: 'entry', address: `/cuoc-thi/${slug}/dang-ky` },
    { name: 'result', address: `/cuoc-thi/${slug}/ket-qua` },
  ];
}

async function examRoom(page: Page): Promise<Shown[]> {
  const address = await enterByApi(page);
  const reply = await page.request.get(`/api/v1/contests/${(await runningContest(page)).slug}/`);
  const { rounds } = (await reply.json()) as { rounds: { id: string; phase: string }[] };
  const of = (phase: string): Shown[] =>
    rounds
      .filter((round) => round.phase === phase)
      .slice(0, 1)
      .map(({ id }) => ({ name: `exam-${phase.toLowerCase()}`, address: `/thi/?round=${id}` }));
  return [{ name: 'exam-start', address }, ...of('COMING'), ...of('CLOSED')];
}

async function examRoomVariants(site: Site): Promise<void> {
  const page = await site.device(DESKTOP);
  await page.goto(await enterByApi(page));
  await page.getByRole('button', { name: 'Vào thi' }).click();
  await waitForQuestion(page);
  await page.locator('.options label, fieldset input').first().click();
  await picture(page, 'exam-question');
  await check(page, 'question on a desk');
  const variants: [string, Record<string, string>][] = [
    ['exam-english', { 'display.language': 'en' }],
    ['exam-dark', { 'display.theme': 'dark' }],
    ['exam-contrast', { 'display.theme': 'contrast' }],
    ['exam-largest', { 'display.size': 'largest' }],
  ];
  for (const [name, settings] of variants) {
    await page.evaluate((chosen) => {
      for (const key of ['display.language', 'display.theme', 'display.size']) localStorage.removeItem(key);
      for (const [key, value] of Object.entries(chosen)) localStorage.setItem(key, value);
    }, settings);
    for (const size of [PHONE, DESKTOP]) {
      await page.setViewportSize(size);
      await page.reload();
      await waitForQuestion(page);
      await picture(page, name);
      await check(page, `${name} at ${size.width}`);
    }
  }
}

async function organisers(page: Page): Promise<Shown[]> {
  const { slug } = await runningContest(page);
  await asStaff(page, 'to-chuc');
  const bank = await page.request.get('/api/v1/organizer/banks/');
  const { banks } = (await bank.json()) as { banks: { slug: string }[] };
  const one = `/quan-ly/ngan-hang/${banks[0]?.slug}`;
  const contest = `/quan-ly/cuoc-thi/${slug}`;
  return [
    { name: 'work', address: '/quan-ly/' },
    { name: 'bank', address: one },
    { name: 'bank-import', address: `${one}/nhap-tep` },
    { name: 'contest-new', address: '/quan-ly/cuoc-thi-moi' },
    { name: 'contest-work', address: contest },
    ...['thong-tin', 'the-le', 'dot-thi', 'don-vi', 'phan-cong'].map((part) => ({
      name: `contest-${part}`,
      address: `${contest}/${part}`,
    })),
  ];
}

async function judges(page: Page): Promise<Shown[]> {
  await asStaff(page, 'giam-khao');
  const contest = '/quan-ly/cuoc-thi/phap-luat-voi-cuoc-song';
  return ['xet-ket-qua', 'truong-hop', 'nhat-ky'].map((part) => ({
    name: `judging-${part}`,
    address: `${contest}/${part}`,
  }));
}

async function asStaff(page: Page, name: StaffName): Promise<void> {
  await signIn(page, name, staffPassword(name), '/quan-ly/');
}

async function roundAddress(page: Page): Promise<string> {
  return `/thi/?round=${(await runningContest(page)).current_round.id}`;
}
