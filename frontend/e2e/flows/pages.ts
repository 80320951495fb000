import type { Flow } from '../flow.ts';
export const pages: Flow[] = [];
