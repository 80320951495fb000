import { fileURLToPath } from 'node:url';

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

// Not the apps' own configuration: SvelteKit's plugin keeps servers open after the tests.
export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  resolve: {
    alias: {
      '$app/navigation': fileURLToPath(new URL('shared/app/navigation.fakes.ts', import.meta.url)),
    },
  },
  test: {
    environment: 'jsdom',
    // One page for all files of a worker: a new one for each would take four times as long.
    isolate: false,
    include: ['{shared,contestant,paper,organizer}/**/*.test.ts', 'scripts/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/build/**'],
    setupFiles: ['shared/app/test-setup.ts'],
  },
});
