import { Problem } from 'shared/api/client.ts';

import { readImport } from './api/banks.ts';
import type { Import } from './api/types.ts';

const EVERY_MS = 1000;
const UNDER_WAY = ['WAITING', 'READING', 'STORING'];

/** Follows one import until it stands still: read, stored or refused. May be left and taken up again. */
export class ImportWatch {
  current = $state.raw<Import | null>(null);
  problem = $state.raw<Problem | null>(null);

  #timer: ReturnType<typeof setTimeout> | undefined;
  #id = '';

  follow(id: string): void {
    this.stop();
    this.#id = id;
    void this.#look();
  }

  took(next: Import): void {
    this.stop();
    this.#id = next.id;
    this.current = next;
    this.#again();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#id = '';
    this.problem = null;
  }

  async #look(): Promise<void> {
    const id = this.#id;
    try {
      const found = await readImport(id);
      if (id !== this.#id) return;
      this.current = found;
      this.problem = null;
    } catch (failure) {
      if (id !== this.#id) return;
      this.problem = failure instanceof Problem ? failure : new Problem('unknown');
      if (this.problem.status === 404) return;
    }
    this.#again();
  }

  #again(): void {
    if (this.current && !UNDER_WAY.includes(this.current.state)) return;
    this.#timer = setTimeout(() => void this.#look(), EVERY_MS);
  }
}
