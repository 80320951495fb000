import { untrack } from 'svelte';

import type { Resource } from 'shared/lib/resource.svelte.ts';

/**
 * Reads at once, and anew whenever the name of what is shown changes; what was read under another name is not shown
 * meanwhile. To be called while a component is set up.
 */
export function follow<Value>(resource: Resource<Value>, name: () => string, read: () => unknown): void {
  let shown = '';
  $effect(() => {
    const wanted = name();
    untrack(() => {
      if (shown && shown !== wanted) resource.forget();
      shown = wanted;
      read();
    });
  });
}
