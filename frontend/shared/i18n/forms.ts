import { catalogue } from './index.svelte.ts';
import { forms } from './vi/forms.ts';

/** Words of the form controls. */
export const formWords = catalogue(forms, async () => (await import('./en/forms.ts')).forms);
