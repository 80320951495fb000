import { Problem } from 'shared/api/client.ts';

import { listQuestions } from './api/banks.ts';
import type { QuestionRow } from './api/types.ts';

export type Filter = { status: string; q: string };

/** The questions of a bank as filtered, page after page, and those ticked for approval. */
export class QuestionList {
  rows = $state.raw<QuestionRow[]>([]);
  after = $state<string | null>(null);
  problem = $state.raw<Problem | null>(null);
  loading = $state(true);
  chosen = $state.raw<string[]>([]);

  #bank = '';
  #me = '';
  #filter: Filter = { status: '', q: '' };
  #turn = 0;

  readonly waiting = $derived(this.rows.filter((row) => this.selectable(row)));
  readonly allChosen = $derived(
    this.waiting.length > 0 && this.waiting.every((row) => this.chosen.includes(row.id)),
  );

  /** `me`: who looks, since nobody approves what they wrote. */
  async show(bank: string, filter: Filter, me: string): Promise<void> {
    this.#me = me;
    this.#bank = bank;
    this.#filter = filter;
    this.chosen = [];
    await this.#read(null);
  }

  more(): Promise<void> {
    return this.#read(this.after);
  }

  again(): Promise<void> {
    return this.show(this.#bank, this.#filter, this.#me);
  }

  /** Whether the person may approve the question. */
  selectable(row: QuestionRow): boolean {
    return row.status === 'IN_REVIEW' && row.author_id !== this.#me;
  }

  toggle(id: string): void {
    const others = this.chosen.filter((other) => other !== id);
    this.chosen = others.length < this.chosen.length ? others : [...others, id];
  }

  toggleAll(): void {
    this.chosen = this.allChosen ? [] : this.waiting.map((row) => row.id);
  }

  async #read(after: string | null): Promise<void> {
    const turn = ++this.#turn;
    this.loading = true;
    try {
      const page = await listQuestions(this.#bank, { ...this.#filter, after: after ?? '' });
      if (turn !== this.#turn) return;
      this.rows = after ? [...this.rows, ...page.rows] : page.rows;
      this.after = page.after;
      this.problem = null;
    } catch (failure) {
      if (turn !== this.#turn) return;
      this.problem = failure instanceof Problem ? failure : new Problem('unknown');
    }
    this.loading = false;
  }
}
