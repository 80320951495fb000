import { Problem } from '../api/client.ts';

/** Something read from the server: what came last, what went wrong, and whether a reading is under way. */
export class Resource<Value> {
  value = $state.raw<Value | null>(null);
  problem = $state.raw<Problem | null>(null);
  loading = $state(false);

  private latest = 0;

  /** Reads; keeps showing the previous value meanwhile. An answer overtaken by a later reading is dropped. */
  async load(read: () => Promise<Value>): Promise<void> {
    const turn = ++this.latest;
    this.loading = true;
    try {
      const value = await read();
      if (turn !== this.latest) return;
      this.value = value;
      this.problem = null;
    } catch (failure) {
      if (turn !== this.latest) return;
      this.problem = failure instanceof Problem ? failure : new Problem('unknown');
    }
    this.loading = false;
  }

  forget(): void {
    this.latest++;
    this.value = null;
    this.problem = null;
    this.loading = false;
  }
}
