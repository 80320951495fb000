export { Resource } from 'shared/lib/resource.svelte.ts';
