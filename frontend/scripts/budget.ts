/**
 * Fails when a first load weighs more than the design allows: the page, its scripts and styles, in KB. What counts
 * for the contestant and organizer apps is brotli, as browsers get it over HTTPS; gzip is told beside it. The exam
 * room keeps its limit even in gzip.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

import { filesByRoute } from './routes.ts';

const KB = 1024;
const root = join(import.meta.dirname, '..');

const limits: Record<string, Record<string, number>> = {
  contestant: { '/': 45, '/cuoc-thi/[slug]': 52, '/cuoc-thi/[slug]/bang-xep-hang': 50, '*': 55 },
  organizer: { '*': 180 },
};

/** The exam room is one script and one style sheet; all of the build counts, but not what is only kept for later. */
const EXAM_ROOM_LIMIT = 45;

type Weight = { gzip: number; brotli: number };

function weigh(app: string, names: Iterable<string>): Weight {
  const contents = [...names].map((name) => readFileSync(join(root, app, 'build', name)));
  const sum = (compress: (content: Buffer) => Buffer): number =>
    contents.reduce((total, content) => total + compress(content).length, 0);
  return {
    gzip: sum((content) => gzipSync(content, { level: 9 })),
    brotli: sum((content) => brotliCompressSync(content)),
  };
}

function report(name: string, weight: Weight, counted: keyof Weight, limit: number): boolean {
  const fits = weight[counted] <= limit * KB;
  const told = `${(weight.brotli / KB).toFixed(1)} KB brotli, ${(weight.gzip / KB).toFixed(1)} KB gzip`;
  console.log(`${fits ? 'ok  ' : 'OVER'} ${name}: ${told}; limit ${limit} KB ${counted}`);
  return fits;
}

const fits: boolean[] = [];
for (const [app, byRoute] of Object.entries(limits)) {
  for (const [route, files] of filesByRoute(app)) {
    const weight = weigh(app, ['shell.html', ...files]);
    fits.push(report(`${app} ${route}`, weight, 'brotli', byRoute[route] ?? byRoute['*'] ?? 0));
  }
}

if (existsSync(join(root, 'paper/build/index.html'))) {
  const html = readFileSync(join(root, 'paper/build/index.html'), 'utf8');
  const files = [...html.matchAll(/(?:href|src)="\/thi\/(_app\/[^"]+)"/g)].map(([, file]) => file ?? '');
  const weight = weigh('paper', new Set(['index.html', ...files]));
  fits.push(report('paper /thi/', weight, 'gzip', EXAM_ROOM_LIMIT));
  // One script is one request: what it imports at once would be another, and would not be counted here.
  const scripts = files.map((file) => readFileSync(join(root, 'paper/build', file), 'utf8'));
  fits.push(files.length === 1 && !scripts.some((script) => /^import[^(]|\bfrom\s*["']\.\//.test(script)));
  if (!fits[fits.length - 1]) console.error('OVER paper /thi/: the room is more than one script');
}

process.exitCode = fits.every(Boolean) ? 0 : 1;
