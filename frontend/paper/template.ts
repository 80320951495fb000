import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the room's own build lies; SvelteKit serves it as it is. */
export const ROOM = '.svelte-kit/room';
const TEMPLATE = '.svelte-kit/exam-room.html';
const COMMON = '../shared/app/app.html';

/**
 * Asks for the person's own round before the room's script has arrived, and says so when that cannot be had. It
 * never starts an attempt: the clock starts by the person's press only. Old syntax on purpose.
 */
const EARLY = `
(function (page) {
  if (page.getAttribute('data-browser') === 'old') return;
  var room = document.getElementById('room');
  room.textContent = 'Đang mở phòng thi…';
  window.addEventListener('error', function (event) {
    if (event.target.tagName !== 'SCRIPT') return;
    room.textContent = 'Chưa tải được phòng thi. Các câu đã lưu vẫn được giữ nguyên. ';
    var again = document.createElement('a');
    again.href = location.href;
    again.textContent = 'Tải lại trang';
    room.appendChild(again);
  }, true);
  var asked = /[?&]round=([0-9a-f-]{36})/.exec(location.search);
  if (!asked) return;
  var link = document.createElement('link');
  link.rel = 'preload';
  link.as = 'fetch';
  link.crossOrigin = 'anonymous';
  link.href = '/api/v1/me/rounds/' + asked[1] + '/';
  document.head.appendChild(link);
})(document.documentElement);
`;
const ICON = `data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='3' fill='%23B3261E'/%3E%3C/svg%3E`;

/** The common page with the room's script and styles in its head: four requests to the first question. */
export function writeTemplate(): string {
  const { script, css } = builtRoom();
  // The script first: the browser asks for it while the style sheet is still on its way.
  const head = `<script type="module" src="${script}"></script>\n<style>${css}</style>`;
  const html = readFileSync(COMMON, 'utf8')
    .replace('%sveltekit.head%', () => `%sveltekit.head%\n${head}`)
    .replace('%sveltekit.body%', () => `%sveltekit.body%\n<script>${EARLY}</script>`)
    .replace(/\n\s+/g, '\n')
    .replace(/<link rel="icon"[^>]*>/, `<link rel="icon" href="${ICON}" />`);
  mkdirSync('.svelte-kit', { recursive: true });
  writeFileSync(TEMPLATE, html);
  return TEMPLATE;
}

/** Before the first build, and in development, Vite serves the sources. */
function builtRoom(): { script: string; css: string } {
  const manifest = join(ROOM, '.vite/manifest.json');
  if (process.argv.includes('dev') || !existsSync(manifest)) return { script: '/thi/src/room.ts', css: '' };
  const files = JSON.parse(readFileSync(manifest, 'utf8')) as Record<
    string,
    { file: string; css?: string[] }
  >;
  const script = files['src/room.ts']?.file;
  const css = Object.values(files).find(({ file }) => file.endsWith('.css'))?.file;
  if (!script || !css) throw new Error(`${manifest} names no script or no style sheet`);
  return { script: `/thi/${script}`, css: readFileSync(join(ROOM, css), 'utf8').trim() };
}
