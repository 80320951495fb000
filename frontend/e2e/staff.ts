/** The demo's staff: each gets a new password from the installation itself, as its operator would give it. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export type StaffName =
  'to-chuc' | 'soan-cau-hoi' | 'duyet-cau-hoi' | 'phe-duyet' | 'thu-ky' | 'giam-khao' | 'truong-giam-khao';

const PROJECT = join(import.meta.dirname, '../..');

let known: Map<string, string> | undefined;

/** Passwords by login name, read from `manage.py load_demo --new-passwords` once a run. */
export function staffPassword(name: StaffName): string {
  known ??= new Map(
    [...manage('load_demo', '--new-passwords').matchAll(/^(\S+)\s+(\S+)\s/gm)].map(
      ([, login = '', password = '']) => [login, password],
    ),
  );
  const password = known.get(name);
  if (!password) throw new Error(`load_demo gave no password for ${name}`);
  return password;
}

/** A command of the installation under test; it finds the running servers by CONTEST_VAR. */
export function manage(...words: string[]): string {
  return execFileSync(python(), ['manage.py', ...words], {
    cwd: PROJECT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

export function python(): string {
  return process.env.PYTHON ?? join(PROJECT, '.venv/bin/python');
}
