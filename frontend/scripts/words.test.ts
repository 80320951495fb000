import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { common } from '../shared/i18n/vi/common.ts';
import { cataloguesIn, wordsNamed } from './words.ts';

const ROOT = join(import.meta.dirname, '..');
const APPS = ['contestant/src', 'paper/src', 'organizer/src'];
const modules = import.meta.glob<Record<string, object>>('../shared/i18n/vi/*.ts', { eager: true });
const vietnamese = Object.assign({}, ...Object.values(modules)) as Record<string, object>;

/**
 * Reached by codes of the server: who is handed a whole catalogue looks into these two groups alone. That each
 * refusal has its words, and no other, is tested beside `refusalText`.
 */
const BY_CODE = /^\w+\.(refusals|field)\./;

function sourcesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(
      (name) => /\.(svelte|ts)$/.test(name) && !/\.(test|examples|fakes|d)\.ts$|node_modules/.test(name),
    )
    .map((name) => {
      const source = readFileSync(join(ROOT, folder, name), 'utf8');
      return name.endsWith('.ts') ? `<script lang="ts">${source}</script>` : source;
    });
}

function leaves(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, `${path}.${name}`));
}

/** What an app takes over from the words of every app counts as theirs. */
function asCommon(path: string): string {
  const [catalogue = '', group = ''] = path.split('.');
  const isTaken = { ...vietnamese[catalogue] }[group] === { ...common }[group];
  return isTaken ? path.replace(catalogue, 'common') : path;
}

test('all words of the catalogues are said somewhere', () => {
  const shared = sourcesUnder('shared');
  const said = new Set<string>();
  const catalogued = new Set<string>();
  for (const sources of [shared, ...APPS.map(sourcesUnder)]) {
    const catalogues = cataloguesIn([...shared, ...sources]);
    catalogues.forEach((name) => catalogued.add(name));
    for (const source of sources) wordsNamed(source, catalogues).forEach((path) => said.add(asCommon(path)));
  }
  const paths = [...said].filter((path) => path.includes('.')).map((path) => `${path}.`);
  const isSaid = (leaf: string): boolean =>
    BY_CODE.test(leaf) || paths.some((path) => `${leaf}.`.startsWith(path) || path.startsWith(`${leaf}.`));
  const all = [...catalogued].flatMap((name) => leaves(vietnamese[name], name).map(asCommon));
  expect(all.length).toBeGreaterThan(1000);
  expect([...new Set(all)].filter((leaf) => !isSaid(leaf))).toEqual([]);
});

test('a word is found under its catalogue, however it is reached', () => {
  const source = `<script lang="ts">
    const words = $derived(bankWords().form);
    const titles = { stem: words.stem, title: other().title };
    const chosen = (level: string) => bankWords().level[level] as string;
  </script>
  <Field label={words.topic} error={errors.explanation} names={words.kinds} />
  <WorkForm words={bankWords()}>{m()?.action.save.length}</WorkForm>`;
  const catalogues = new Map([
    ['bankWords', 'bank'],
    ['m', 'every'],
  ]);
  expect([...wordsNamed(source, catalogues)].sort()).toEqual([
    'bank',
    'bank.form.kinds',
    'bank.form.stem',
    'bank.form.topic',
    'bank.level',
    'every.action.save.length',
  ]);
});
