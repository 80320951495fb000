import { createContext } from 'svelte';

import { mayBeSignedIn } from 'shared/api/signed-in.ts';
import { Problem } from 'shared/api/client.ts';

import { readMe, type Me } from './api/staff.ts';

/** Who works here now. */
export class Session {
  me = $state.raw<Me | null>(null);
  /** False until it is clear whether somebody is signed in. */
  known = $state(false);
  problem = $state.raw<Problem | null>(null);

  /** Only people with a role on a body or in a contest have work here. */
  readonly isStaff = $derived(!!this.me && this.me.body_roles.length + this.me.contest_roles.length > 0);

  async read(): Promise<void> {
    this.problem = null;
    if (mayBeSignedIn()) {
      try {
        this.me = await readMe();
      } catch (failure) {
        this.me = null;
        const problem = failure instanceof Problem ? failure : new Problem('unknown');
        if (problem.code !== 'not_signed_in') this.problem = problem;
      }
    }
    this.known = true;
  }

  left(): void {
    this.me = null;
  }
}

export const [currentSession, setSession] = createContext<Session>();
