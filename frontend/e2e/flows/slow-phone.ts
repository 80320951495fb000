import type { Flow } from '../flow.ts';
export const slowPhone: Flow[] = [];
