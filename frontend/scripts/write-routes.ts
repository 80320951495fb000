/** Writes build/routes.json: what each route loads beyond what the built page itself names, for the server to hint at. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { filesByRoute } from './routes.ts';

const [app = '', page = ''] = process.argv.slice(2);
const build = join(import.meta.dirname, '..', app, 'build');
const html = readFileSync(join(build, page), 'utf8');
const routes = [...filesByRoute(app)].map(([route, files]) => [
  route,
  files.filter((file) => !html.includes(file)),
]);
writeFileSync(join(build, 'routes.json'), JSON.stringify(Object.fromEntries(routes)));
