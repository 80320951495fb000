import type { UnitFound } from './unit.ts';

const PAUSE_MS = 250;

/** What was asked and what came back: waits for a pause in typing, drops answers to questions given up. */
export class UnitSearch {
  query = $state('');
  found = $state.raw<UnitFound[]>([]);
  /** The question that `found` answers; "" before any. */
  answered = $state('');
  failed = $state(false);

  private readonly search: (query: string) => Promise<UnitFound[]>;
  private timer = 0;

  constructor(search: (query: string) => Promise<UnitFound[]>) {
    this.search = search;
  }

  typed(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.look(this.query.trim()), PAUSE_MS);
  }

  clear(): void {
    this.query = '';
    this.answered = '';
    this.found = [];
    this.failed = false;
  }

  private async look(wanted: string): Promise<void> {
    if (!wanted) return this.clear();
    try {
      const units = await this.search(wanted);
      if (wanted !== this.query.trim()) return;
      this.found = units;
      this.answered = wanted;
      this.failed = false;
    } catch {
      this.failed ||= wanted === this.query.trim();
    }
  }
}
