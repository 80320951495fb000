import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import type { Plugin, UserConfig } from 'vite';

type App = {
  /** Address of the app on the site: '' or '/thi'. */
  base: '' | `/${string}`;
  /** File that answers every address of the app; absent when all pages are prerendered. */
  fallback?: string;
  /** One script and one style sheet for the whole app. */
  single?: boolean;
  /** Folder of files to serve as they are, if there is one. */
  assets?: string;
  /** The page around the app, if it is not the common one. */
  template?: string;
};

type Hash = `sha256-${string}`;

/** Hashes of the inline parts of the page, so that the policy can name them. */
function hashesOf(tag: 'script' | 'style', html: string): Hash[] {
  const parts = [...html.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))];
  return parts.map(
    ([, text]) =>
      `sha256-${createHash('sha256')
        .update(text ?? '')
        .digest('base64')}` as Hash,
  );
}

/** See plain-values.ts: only in what browsers load; the build itself needs the real library. */
const plainValues: Plugin = {
  name: 'plain-values',
  enforce: 'pre',
  resolveId(source) {
    if (source !== 'devalue' || this.environment.name !== 'client') return null;
    return fileURLToPath(new URL('plain-values.ts', import.meta.url));
  },
};

const chunks = [
  { name: 'svelte', test: /node_modules\/(svelte|esm-env|clsx)\//, minShareCount: 3, priority: 2 },
  { name: 'common', test: /\/(shared|src\/lib)\//, minShareCount: 8, priority: 1 },
];

/**
 * The page around an app sets, before the first paint, what the reader chose on this device; says in old syntax
 * that a browser is too old; and brings `Object.hasOwn`, which SvelteKit calls and Chrome 87 lacks.
 */
const PAGE = '../shared/app/app.html';

/** Vite configuration of one of the three apps: static files, a policy by hashes, old phones. */
export function app({ base, fallback, single = false, assets = 'static', template = PAGE }: App): UserConfig {
  const html = readFileSync(template, 'utf8');
  return {
    build: {
      target: 'es2020',
      cssTarget: ['chrome87', 'ios14'],
      // Few files: on a slow line each costs a round trip, and small ones compress badly.
      rolldownOptions: {
        ...(single ? {} : { output: { codeSplitting: { groups: chunks } } }),
        // Class fields here and in Svelte shadow no accessor: plain assignments are enough, and shorter.
        transform: { assumptions: { setPublicClassFields: true } },
      },
    },
    plugins: [
      plainValues,
      sveltekit({
        compilerOptions: {
          runes: true,
          discloseVersion: false,
          cssHash: ({ hash, css }) => `s${hash(css).slice(0, 4)}`,
        },
        adapter: adapter({ fallback, precompress: true }),
        files: { appTemplate: template, assets },
        paths: { base, relative: false },
        output: { bundleStrategy: single ? 'single' : 'split' },
        prerender: { crawl: false }, // links lead to the other apps too
        version: { pollInterval: 0 },
        csp: {
          mode: 'hash',
          directives: {
            'default-src': ['self'],
            'script-src': ['self', ...hashesOf('script', html)],
            'style-src': ['self', ...hashesOf('style', html)],
            // The one style attribute of SvelteKit's own: it hides what is read out after a navigation.
            'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
            'img-src': ['self', 'data:'],
            'object-src': ['none'],
            'base-uri': ['none'],
            'form-action': ['self'],
          },
        },
      }),
    ],
    server: { fs: { allow: ['..'] } },
  };
}
