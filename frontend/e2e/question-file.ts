/** A file of questions as an organiser would bring one along. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { python } from './staff.ts';

const SCRIPT = `
import base64, sys
from tests.formats.workbooks import LETTERS_HEADER, a_workbook
name, good = sys.argv[1], int(sys.argv[2])
rows = [(at + 1, f"{name}: câu hỏi số {at + 1} là gì?", f"Phương án {at} một", "Hai", "Ba", "Bốn", "ABCD"[at % 4])
        for at in range(good)]
rows.append((good + 1, f"{name}: câu quên đáp án?", "Một", "Hai", "Ba", "Bốn", ""))
print(base64.b64encode(a_workbook(LETTERS_HEADER, *rows)).decode())
`;

/** An XLSX file with so many good questions, and one row without a key. */
export function questionFile(name: string, good: number): { name: string; mimeType: string; buffer: Buffer } {
  const encoded = execFileSync(python(), ['-c', SCRIPT, name, String(good)], {
    cwd: join(import.meta.dirname, '../..'),
    encoding: 'utf8',
  });
  return {
    name: `${name}.xlsx`,
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(encoded, 'base64'),
  };
}
