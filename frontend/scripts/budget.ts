/** Fails when a first load weighs more than the design allows. Sizes are gzip, in KB, the page itself included. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { filesByRoute } from './routes.ts';

const KB = 1024;
const root = join(import.meta.dirname, '..');

/** The board leaves 4 KB of its 50 for fifty rows. */
const limits: Record<string, Record<string, number>> = {
  contestant: { '/': 50, '/cuoc-thi/[slug]': 55, '/cuoc-thi/[slug]/bang-xep-hang': 46, '*': 60 },
  organizer: { '*': 180 },
};

/** The exam room is one script and one style sheet; all of the build counts, but not what is only kept for later. */
const EXAM_ROOM_LIMIT = 45;

function gzipped(app: string, file: string): number {
  return gzipSync(readFileSync(join(root, app, 'build', file)), { level: 9 }).length;
}

function report(name: string, bytes: number, limit: number): boolean {
  const fits = bytes <= limit * KB;
  console.log(`${fits ? 'ok  ' : 'OVER'} ${name}: ${(bytes / KB).toFixed(1)} KB of ${limit} KB`);
  return fits;
}

const fits: boolean[] = [];
for (const [app, byRoute] of Object.entries(limits)) {
  for (const [route, files] of filesByRoute(app)) {
    const bytes = ['shell.html', ...files].reduce((sum, file) => sum + gzipped(app, file), 0);
    fits.push(report(`${app} ${route}`, bytes, byRoute[route] ?? byRoute['*'] ?? 0));
  }
}

if (existsSync(join(root, 'paper/build/index.html'))) {
  const html = readFileSync(join(root, 'paper/build/index.html'), 'utf8');
  const files = [...html.matchAll(/(?:href|src)="\/thi\/(_app\/[^"]+)"/g)].map(([, file]) => file ?? '');
  const bytes = ['index.html', ...new Set(files)].reduce((sum, file) => sum + gzipped('paper', file), 0);
  fits.push(report('paper /thi/', bytes, EXAM_ROOM_LIMIT));
}

process.exitCode = fits.every(Boolean) ? 0 : 1;
