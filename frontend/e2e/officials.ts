/** The staff of the demo, and files they would bring along. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import type { Page } from 'playwright-core';

const PROJECT = join(import.meta.dirname, '..', '..');

/** New passwords for the demo's staff, by login name; asked of the product's own command. */
export function staffPasswords(): Map<string, string> {
  const printed = python('manage.py', 'load_demo', '--new-passwords');
  const lines = printed.split('\n').map((line) => line.trim().split(/\s{2,}|\s+/));
  return new Map(
    lines.filter((parts) => parts.length > 2).map(([name = '', password = '']) => [name, password]),
  );
}

/** An XLSX file with so many good questions, and one row without a key. */
export function questionFile(name: string, good: number): { name: string; mimeType: string; buffer: Buffer } {
  const script = `
import base64, sys
from tests.formats.workbooks import LETTERS_HEADER, a_workbook
name, good = sys.argv[1], int(sys.argv[2])
rows = [(at + 1, f"{name}: câu hỏi số {at + 1} là gì?", f"Phương án {at} một", "Hai", "Ba", "Bốn", "ABCD"[at % 4])
        for at in range(good)]
rows.append((good + 1, f"{name}: câu quên đáp án?", "Một", "Hai", "Ba", "Bốn", ""))
print(base64.b64encode(a_workbook(LETTERS_HEADER, *rows)).decode())
`;
  const encoded = python('-c', script, name, String(good));
  return {
    name: `${name}.xlsx`,
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(encoded, 'base64'),
  };
}

/** Signs in to the organisers' app. */
export async function signInToWork(page: Page, username: string, password: string): Promise<void> {
  await page.goto('/quan-ly/');
  await page.fill('#username', username);
  await page.fill('#password', password);
  await page.click('button[type=submit]');
  await page.getByRole('heading', { name: 'Việc của tôi' }).waitFor();
}

function python(...words: string[]): string {
  return execFileSync(process.env.PYTHON ?? 'python3', words, { cwd: PROJECT, encoding: 'utf8' });
}
