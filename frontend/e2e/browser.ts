/** A real Chromium: the one of this machine, else the one that comes from npm. */
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import npmChromium, { inflate } from '@sparticuz/chromium';
import { chromium, type Browser } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launch(): Promise<Browser> {
  const own = process.env.CHROMIUM ?? installed();
  return own ? chromium.launch({ executablePath: own, args: FLAGS }) : launchFromNpm();
}

/** The package unpacks into the temporary folder; a folder of our own, so that no other account's copy is met. */
async function launchFromNpm(): Promise<Browser> {
  const folder = join(tmpdir(), `e2e-chromium-${process.getuid?.() ?? 'user'}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  process.env.TMPDIR = folder;
  const executablePath = await npmChromium.executablePath();
  try {
    return await chromium.launch({ executablePath, args: FLAGS, env: withFonts(folder) });
  } catch (failure) {
    // A machine without NSS: the package brings these libraries along, for the browser alone.
    if (!(failure instanceof Error) || !failure.message.includes('shared librar')) throw failure;
    const packed = new URL('../bin/al2023.tar.br', import.meta.resolve('@sparticuz/chromium'));
    const libraries = join(await inflate(fileURLToPath(packed)), 'lib');
    const env = { ...withFonts(folder), LD_LIBRARY_PATH: libraries };
    return chromium.launch({ executablePath, args: FLAGS, env });
  }
}

/** A machine without fonts of its own shows those of the package. */
function withFonts(folder: string): NodeJS.ProcessEnv {
  const hasOwn = existsSync('/etc/fonts/fonts.conf');
  return hasOwn ? process.env : { ...process.env, FONTCONFIG_PATH: join(folder, 'fonts') };
}

function installed(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
