import { Problem } from 'shared/api/client.ts';

import { readBoard, type BoardFilter } from './api/judging.ts';
import type { JudgedBoard } from './api/types.ts';

/** The judges' board of a round, page after page. */
export class JudgedList {
  board = $state.raw<JudgedBoard | null>(null);
  problem = $state.raw<Problem | null>(null);
  loading = $state(false);
  /** Those of the round shown, also while another of its boards is being read. */
  divisions = $state.raw<JudgedBoard['divisions']>([]);

  #round = '';
  #filter: BoardFilter = {};
  #turn = 0;

  async show(round: string, filter: BoardFilter): Promise<void> {
    if (round !== this.#round) this.divisions = [];
    this.#round = round;
    this.#filter = filter;
    this.board = null;
    await this.#read('');
  }

  more(): Promise<void> {
    return this.#read(this.board?.after ?? '');
  }

  again(): Promise<void> {
    return this.show(this.#round, this.#filter);
  }

  async #read(after: string): Promise<void> {
    const turn = ++this.#turn;
    this.loading = true;
    try {
      const page = await readBoard(this.#round, { ...this.#filter, after });
      if (turn !== this.#turn) return;
      this.board = after && this.board ? { ...page, rows: [...this.board.rows, ...page.rows] } : page;
      this.divisions = page.divisions;
      this.problem = null;
    } catch (failure) {
      if (turn !== this.#turn) return;
      this.problem = failure instanceof Problem ? failure : new Problem('unknown');
    }
    this.loading = false;
  }
}
