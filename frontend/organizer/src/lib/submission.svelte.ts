import { tick } from 'svelte';

import { Problem } from 'shared/api/client.ts';
import { fieldErrors, refusalText } from 'shared/api/refusals.ts';

type Words = Parameters<typeof refusalText>[0];
/** The field a refusal is about, by its code; or how its details name one. */
type Places = Record<string, string | ((details: Problem['details']) => string)>;

/** One form on its way to the server: under way, refused with reasons, or done. */
export class Submission {
  busy = $state(false);
  problem = $state.raw<Problem | null>(null);
  /** What the page itself found before sending, by field. */
  missing = $state.raw<Record<string, string>>({});

  readonly #places: Places;
  readonly #controls: Record<string, string>;

  /** `controls` names the control of a field where it is called otherwise. */
  constructor(places: Places = {}, controls: Record<string, string> = {}) {
    this.#places = places;
    this.#controls = controls;
  }

  /** The words for each field that needs another look. */
  errors(words: Words): Record<string, string> {
    if (!this.problem) return this.missing;
    const field = this.#fieldOf(this.problem);
    if (field) return { [field]: refusalText(words, this.problem) };
    const refused = Object.entries(fieldErrors(words, this.problem));
    return Object.fromEntries(refused.map(([name, why]) => [this.#controls[name] ?? name, why]));
  }

  /** The sentence for a refusal that belongs to no single field. */
  message(words: Words): string {
    if (!this.problem || this.problem.code === 'invalid' || this.#fieldOf(this.problem)) return '';
    return refusalText(words, this.problem);
  }

  /** As before it was ever sent; for a form that is opened once more. */
  forget(): void {
    this.problem = null;
    this.missing = {};
  }

  /** Sends unless something is missing; the reply, or undefined when it was refused. */
  async send<Reply>(
    work: () => Promise<Reply>,
    missing: Record<string, string> = {},
  ): Promise<Reply | undefined> {
    if (this.busy) return undefined;
    this.forget();
    await tick(); // so that the same message, should it come again, is announced again
    this.missing = missing;
    if (Object.keys(missing).length) return undefined;
    const by = document.activeElement;
    this.busy = true;
    try {
      return await work();
    } catch (failure) {
      this.problem = failure instanceof Problem ? failure : new Problem('unknown');
      return undefined;
    } finally {
      this.busy = false;
      void tick().then(() => giveBack(by));
    }
  }

  #fieldOf({ code, details }: Problem): string | undefined {
    const place = this.#places[code];
    return typeof place === 'function' ? place(details) : place;
  }
}

/** A button loses the focus while it is busy; it has it back unless it is gone or something else took it. */
function giveBack(by: Element | null): void {
  if (document.activeElement === document.body && by instanceof HTMLElement && by.isConnected) by.focus();
}
