import { createContext } from 'svelte';

import { Problem } from 'shared/api/client.ts';

import { mayBeSignedIn } from 'shared/api/signed-in.ts';
import { readMe, type Me } from './api/me.ts';

/** Who uses this browser now. */
export class Session {
  me = $state.raw<Me | null>(null);
  /** False until it is clear whether somebody is signed in. */
  known = $state(false);

  async read(): Promise<void> {
    if (mayBeSignedIn()) {
      try {
        this.me = await readMe();
      } catch (failure) {
        if (failure instanceof Problem && failure.code === 'not_signed_in') this.me = null;
        // Any other failure tells nothing about who is signed in: what was known stays.
      }
    }
    this.known = true;
  }

  left(): void {
    this.me = null;
  }
}

export const [currentSession, setSession] = createContext<Session>();
