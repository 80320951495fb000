/** Browser tests against a running product: BASE_URL=http://… npm run e2e [words of a name]. */
import { launch } from './browser.ts';
import { citizen } from './flows/citizen.ts';
import { pages } from './flows/pages.ts';
import { slowPhone } from './flows/slow-phone.ts';
import { staff } from './flows/staff.ts';
import { Site } from './site.ts';
import type { Flow } from './flow.ts';

const wanted = process.argv.slice(2).join(' ');

const url = process.env.BASE_URL;
if (!url) throw new Error('BASE_URL names no running product');

const browser = await launch();
console.log(`Chromium ${browser.version()} against ${url}`);
let passed = 0;
let failed = 0;

/** What takes time is measured alone; the rest goes in lanes, the longest first, for a test mostly waits. */
const lanes = Number(process.env.LANES ?? 3);
await inLanes(slowPhone, 1);
await inLanes([...pages, ...citizen, ...staff], lanes);

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

async function inLanes(flows: Flow[], count: number): Promise<void> {
  const waiting = flows.filter(({ name }) => name.includes(wanted));
  const lane = async (): Promise<void> => {
    for (let flow = waiting.shift(); flow !== undefined; flow = waiting.shift()) await play(flow);
  };
  await Promise.all(Array.from({ length: count }, lane));
}

async function play({ name, run }: Flow): Promise<void> {
  const site = new Site(url ?? '', browser);
  const began = Date.now();
  try {
    await run(site);
    if (site.complaints.length) throw new Error(`the pages complained:\n${site.complaints.join('\n')}`);
    passed += 1;
    console.log(`ok      ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  } catch (failure) {
    failed += 1;
    console.log(`FAILED  ${name}\n${failure instanceof Error ? failure.stack : String(failure)}`);
    await site.picture(`failed-${name.replace(/\W+/g, '-')}`);
  } finally {
    await site.close();
  }
}
