import { tick } from 'svelte';

import { Problem } from 'shared/api/client.ts';
import { fieldErrors, refusalText } from 'shared/api/refusals.ts';

type Words = Parameters<typeof refusalText>[0];

/** One form on its way to the server: under way, refused with reasons, or done. */
export class Submission {
  busy = $state(false);
  problem = $state.raw<Problem | null>(null);
  /** What the page itself found before sending, by field. */
  missing = $state.raw<Record<string, string>>({});

  /** The words for each field that needs another look. */
  errors(words: Words): Record<string, string> {
    return this.problem ? fieldErrors(words, this.problem) : this.missing;
  }

  /** The sentence for a refusal that belongs to no single field. */
  message(words: Words): string {
    return this.problem && this.problem.code !== 'invalid' ? refusalText(words, this.problem) : '';
  }

  /** Sends unless something is missing; the reply, or undefined when it was refused. */
  async send<Reply>(
    work: () => Promise<Reply>,
    missing: Record<string, string> = {},
  ): Promise<Reply | undefined> {
    if (this.busy) return undefined;
    this.problem = null;
    this.missing = {};
    await tick(); // so that the same message, should it come again, is announced again
    this.missing = missing;
    if (Object.keys(missing).length) return undefined;
    this.busy = true;
    try {
      return await work();
    } catch (failure) {
      this.problem = failure instanceof Problem ? failure : new Problem('unknown');
      return undefined;
    } finally {
      this.busy = false;
    }
  }
}
