/** The product under test and the people who use it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Browser, BrowserContext, Page } from 'playwright-core';

export const PHONE = { width: 360, height: 640 };
export const DESKTOP = { width: 1280, height: 800 };
const RESULTS = join(import.meta.dirname, 'results');

export type Size = typeof PHONE;

export class Site {
  readonly url: string;
  readonly browser: Browser;
  /** What a page complained of: uncaught errors and console errors other than refused requests. */
  readonly complaints: string[] = [];
  private readonly contexts: BrowserContext[] = [];

  constructor(url: string, browser: Browser) {
    this.url = url.replace(/\/$/, '');
    this.browser = browser;
  }

  /** A device of its own: nothing in store, nobody signed in. */
  async device(size: Size = PHONE): Promise<Page> {
    const context = await this.browser.newContext({
      baseURL: this.url,
      viewport: size,
      locale: 'vi-VN',
      timezoneId: 'Asia/Ho_Chi_Minh',
      hasTouch: size.width < 600,
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(15_000);
    this.contexts.push(context);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.complaints.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      // The browser reports every refused or lost request; the pages show those themselves.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
        this.complaints.push(`${page.url()}: ${message.text()}`);
      }
    });
    return page;
  }

  /** Another device with the same person signed in: nothing in store, nothing in its cache. */
  async sameAccount(page: Page): Promise<Page> {
    const other = await this.device(page.viewportSize() ?? PHONE);
    await other.context().addCookies(await page.context().cookies());
    return other;
  }

  /** What every open page shows now, for whoever has to find out why. */
  async picture(name: string): Promise<void> {
    const pages = this.contexts.flatMap((context) => context.pages());
    await Promise.all(pages.map((page, index) => picture(page, `${name}-${index + 1}`)));
  }

  async close(): Promise<void> {
    await Promise.all(this.contexts.splice(0).map((context) => context.close()));
  }
}

/** A picture under results/, named after what it shows and its width. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(RESULTS, { recursive: true });
  const width = page.viewportSize()?.width ?? 0;
  await page.screenshot({ path: join(RESULTS, `${name}-${width}.png`), animations: 'disabled' });
}

/** The same at both sizes the design is judged by. */
export async function pictures(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  for (const size of [PHONE, DESKTOP]) {
    await page.setViewportSize(size);
    await picture(page, name);
  }
  if (before) await page.setViewportSize(before);
}

/** A name nobody has yet. */
export function freshName(): string {
  return `thi-${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`;
}
