import { Problem } from 'shared/api/client.ts';

type Page<Row> = { rows: Row[]; after: string | null };

/** A list that comes page by page. Beginning anew drops answers still on their way. */
export class Paged<Row, Reply extends Page<Row>> {
  /** The latest page, for what it says beside its rows. */
  page = $state.raw<Reply | null>(null);
  rows = $state.raw<Row[]>([]);
  problem = $state.raw<Problem | null>(null);
  loading = $state(false);

  private read: ((after?: string) => Promise<Reply>) | null = null;
  private turn = 0;

  begin(read: (after?: string) => Promise<Reply>): Promise<void> {
    this.read = read;
    return this.take(undefined, []);
  }

  more(): Promise<void> {
    return this.take(this.page?.after ?? undefined, this.rows);
  }

  private async take(after: string | undefined, before: Row[]): Promise<void> {
    if (!this.read) return;
    const turn = ++this.turn;
    this.loading = true;
    try {
      const page = await this.read(after);
      if (turn !== this.turn) return;
      this.page = page;
      this.rows = [...before, ...page.rows];
      this.problem = null;
    } catch (failure) {
      if (turn !== this.turn) return;
      this.problem = failure instanceof Problem ? failure : new Problem('unknown');
    }
    this.loading = false;
  }
}
