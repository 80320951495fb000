import { vi } from 'vitest';

/** For SvelteKit's own, which is there only inside an app: tests see where a component would go. */
export const goto = vi.fn(() => Promise.resolve());
