/** The exam room as a person sees and presses it. */
import assert from 'node:assert/strict';

import type { Page } from 'playwright-core';

const QUESTION = 'main fieldset';

export async function waitForQuestion(page: Page): Promise<void> {
  await page.waitForSelector(`${QUESTION} legend`);
}

/** «Câu 3/10»: the number shown in the head. */
export async function questionNumber(page: Page): Promise<number> {
  const place = await page.locator('header .place').innerText();
  return Number(/(\d+)\//.exec(place)?.[1]);
}

/** Chooses an option of the question on the screen, the last one where there are fewer; gives back its text. */
export async function choose(page: Page, index: number): Promise<string> {
  const rows = page.locator('.options label');
  await rows.first().waitFor();
  const row = rows.nth(Math.min(index, (await rows.count()) - 1));
  await row.click();
  await row.locator('.stamp').waitFor();
  return row.locator('.text').innerText();
}

export async function chosen(page: Page): Promise<string[]> {
  return page.locator('.options label.chosen .text').allInnerTexts();
}

export async function next(page: Page): Promise<void> {
  await page.locator('.bar button.primary').click();
}

export async function goToQuestion(page: Page, number: number): Promise<void> {
  const toggle = page.locator('button.map');
  if (await toggle.isVisible()) await toggle.click();
  await page.getByRole('button', { name: new RegExp(`^Câu ${number},`) }).click();
  assert.equal(await questionNumber(page), number);
}

export async function saveLine(page: Page): Promise<string> {
  return (await page.locator('.save p').first().innerText()).replace(/\s+/g, ' ').trim();
}

/** Waits until the page says exactly so. */
export async function waitForSaveLine(page: Page, wanted: RegExp): Promise<void> {
  await page.locator('.save p').first().filter({ hasText: wanted }).waitFor();
}
