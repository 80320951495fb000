/** What each page of a built app loads before it can show itself, read from the build itself. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Chunk = { file: string; imports?: string[]; css?: string[] };

const root = join(import.meta.dirname, '..');
const NODES = '.svelte-kit/generated/build/client-optimized';
const EVERY_PAGE = ['entry.js', 'client-entry.js', 'payload.js'].map(
  (file) => `../node_modules/@sveltejs/kit/src/runtime/client/${file}`,
);

/** Route ("/cuoc-thi/[slug]") to the files of its first load, the common ones included. */
export function filesByRoute(app: string): Map<string, string[]> {
  const manifest = JSON.parse(
    readFileSync(join(root, app, '.svelte-kit/output/client/.vite/manifest.json'), 'utf8'),
  ) as Record<string, Chunk>;
  const source = readFileSync(join(root, app, NODES, 'app.js'), 'utf8');
  const dictionary = /export const dictionary = (\{[\s\S]*?\});/.exec(source)?.[1] ?? '{}';
  // Kit writes [page, [layouts], …] with "~" before numbers of pages that load on a server.
  const routes = JSON.parse(dictionary.replace(/~/g, '')) as Record<string, [number, number[]?]>;
  return new Map(
    Object.entries(routes).map(([route, [page, layouts = []]]) => {
      const nodes = [0, ...layouts, page].map((node) => `${NODES}/nodes/${node}.js`);
      return [route, closure(manifest, [...EVERY_PAGE, `${NODES}/app.js`, ...nodes])];
    }),
  );
}

function closure(manifest: Record<string, Chunk>, keys: string[]): string[] {
  const files = new Set<string>();
  const seen = new Set<string>();
  const visit = (key: string): void => {
    const chunk = manifest[key];
    if (!chunk || seen.has(key)) return;
    seen.add(key);
    files.add(chunk.file);
    chunk.css?.forEach((file) => files.add(file));
    chunk.imports?.forEach(visit);
  };
  keys.forEach(visit);
  return [...files];
}
