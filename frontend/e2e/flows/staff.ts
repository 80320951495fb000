import type { Flow } from '../flow.ts';
export const staff: Flow[] = [];
