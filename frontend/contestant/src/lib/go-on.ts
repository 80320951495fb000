import { goto } from '$app/navigation';

/**
 * Goes on from a form that is done with, so that no way leads back to it. The exam room, the organisers' and the
 * support pages are apart and load whole.
 */
export async function goOn(address: string): Promise<void> {
  if (/^\/(thi|quan-ly|admin)(\/|$)/.test(address)) location.replace(address);
  else await goto(address, { replace: true });
}
