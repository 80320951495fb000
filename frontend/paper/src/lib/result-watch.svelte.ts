import type { OwnAttempt, Result } from '#lib/api/exam.ts';

const FIRST_MS = 700;
const TRIES = 12;

/** Looks for the result of a submitted attempt until it is there or the terms withhold it. */
export class ResultWatch {
  result = $state.raw<Result | null>(null);
  isWaiting = $state.raw(true);
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ask: () => Promise<OwnAttempt>) {
    void this.look(ask, 0);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private async look(ask: () => Promise<OwnAttempt>, tried: number): Promise<void> {
    const own = await ask().catch(() => null);
    this.result = own?.result ?? null;
    this.isWaiting = this.result === null && tried < TRIES && own?.attempt.state !== 'SCORED';
    if (this.isWaiting) {
      this.timer = setTimeout(() => void this.look(ask, tried + 1), Math.min(5_000, FIRST_MS * 1.4 ** tried));
    }
  }
}
