/**
 * Fails when a built script calls what the oldest supported browsers lack (Chrome and WebView 87, iOS 14). The
 * build lowers syntax, not calls. `Object.hasOwn` is missing from the list: the page template brings it.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const TOO_NEW = [
  /\bstructuredClone\(/,
  /\.at\(-\d/,
  /\.(findLast|findLastIndex|toSorted|toReversed|toSpliced|hasIndices)\(/,
  /\b(Object|Map)\.groupBy\(/,
  /\bAbortSignal\.(any|timeout)\(/,
  /\bPromise\.(withResolvers|try)\(/,
  /\bArray\.fromAsync\(/,
  /\brandomUUID\(/,
  /\bIntl\.(Segmenter|DurationFormat)\b/,
  /\bstatic\s*\{/,
];

const root = join(import.meta.dirname, '..');
let faults = 0;
for (const app of ['contestant', 'paper', 'organizer']) {
  const build = join(root, app, 'build');
  if (!existsSync(build)) continue;
  const scripts = readdirSync(build, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  );
  for (const name of scripts) {
    const text = readFileSync(join(build, name), 'utf8');
    for (const call of TOO_NEW) {
      const found = call.exec(text)?.[0];
      if (found) console.error(`${app}/${name}: ${found} is too new for the oldest browsers we support`);
      if (found) faults++;
    }
  }
}
process.exitCode = faults ? 1 : 0;
