import { Problem } from 'shared/api/client.ts';

import { readBoard } from './api/judging.ts';
import type { JudgedBoard } from './api/types.ts';

/** The judges' board of a round, page after page. */
export class JudgedList {
  board = $state.raw<JudgedBoard | null>(null);
  problem = $state.raw<Problem | null>(null);
  loading = $state(false);

  #round = '';
  #q = '';
  #turn = 0;

  async show(round: string, q: string): Promise<void> {
    this.#round = round;
    this.#q = q;
    this.board = null;
    await this.#read('');
  }

  more(): Promise<void> {
    return this.#read(this.board?.after ?? '');
  }

  again(): Promise<void> {
    return this.show(this.#round, this.#q);
  }

  async #read(after: string): Promise<void> {
    const turn = ++this.#turn;
    this.loading = true;
    try {
      const page = await readBoard(this.#round, { after, q: this.#q });
      if (turn !== this.#turn) return;
      this.board = after && this.board ? { ...page, rows: [...this.board.rows, ...page.rows] } : page;
      this.problem = null;
    } catch (failure) {
      if (turn !== this.#turn) return;
      this.problem = failure instanceof Problem ? failure : new Problem('unknown');
    }
    this.loading = false;
  }
}
