import { goto } from '$app/navigation';

/** Goes to a page of the site; the exam room and the organisers' pages are other apps and load whole. */
export async function goOn(address: string): Promise<void> {
  if (/^\/(thi|quan-ly)(\/|$)/.test(address)) location.assign(address);
  else await goto(address);
}
