import type { Component } from 'svelte';

import type { Act, Contest } from '#lib/api/types.ts';
import { setDesk } from '#lib/contest-context.ts';

/** A component where its page would have put it: at the desk of a contest, before a person who may do these acts. */
export function atDesk<Props extends Record<string, unknown>>(
  part: Component<Props>,
  acts: Act[],
  contest: Partial<Contest> = {},
): Component<Props> {
  return (internals, props) => {
    setDesk({
      contest: () => contest as Contest,
      may: (act) => acts.includes(act),
      changed: () => undefined,
    });
    return part(internals, props);
  };
}
