import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

import { ROOM } from './template.ts';

/**
 * The room itself: one script, one style sheet, English apart. Built before the page around it, because
 * SvelteKit's client router alone weighs 24 KB gzip, more than half of what the exam room may weigh, and
 * there is nothing to route on one page.
 */
export default defineConfig({
  base: '/thi/',
  publicDir: false,
  build: {
    target: 'es2020',
    cssTarget: ['chrome87', 'ios14'],
    outDir: ROOM,
    assetsDir: '_app/immutable',
    manifest: true,
    cssCodeSplit: false,
    modulePreload: false,
    rolldownOptions: {
      input: { room: 'src/room.ts', 'service-worker': 'src/lib/api/service-worker.ts' },
      output: {
        // Whatever the page needs at once is one file: one request.
        codeSplitting: {
          groups: [
            { name: 'room', tags: ['$initial'], test: (id) => !/service-worker|shell-keeper/.test(id) },
          ],
        },
        // The worker's address never changes: a phone asks there for its successor.
        entryFileNames: ({ name }) =>
          name === 'service-worker' ? '[name].js' : '_app/immutable/[name]-[hash].js',
      },
      // Class fields here and in Svelte shadow no accessor: plain assignments are enough, and shorter.
      transform: { assumptions: { setPublicClassFields: true } },
    },
  },
  plugins: [
    svelte({
      compilerOptions: { discloseVersion: false, cssHash: ({ hash, css }) => `s${hash(css).slice(0, 4)}` },
    }),
  ],
});
