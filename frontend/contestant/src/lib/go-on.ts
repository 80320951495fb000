import { goto } from '$app/navigation';

/** Goes to a page of the site; the exam room, the organisers' and the support pages are apart and load whole. */
export async function goOn(address: string): Promise<void> {
  if (/^\/(thi|quan-ly|admin)(\/|$)/.test(address)) location.assign(address);
  else await goto(address);
}
