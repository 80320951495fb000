import { listContests, readContest, type Contest } from './contests.ts';

export type Hotline = Pick<Contest, 'slug' | 'title'> & {
  phone: string;
  hours: Contest['contact']['hotline_hours'];
};

/** Where people in the contests of today can call; only a few contests that are not over are asked. */
export async function listHotlines(): Promise<Hotline[]> {
  const summaries = (await listContests()).filter((contest) => contest.phase !== 'FINISHED').slice(0, 5);
  const read = await Promise.allSettled(summaries.map(({ slug }) => readContest(slug)));
  return read
    .flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    .filter(({ contact }) => contact.hotline)
    .map(({ slug, title, contact }) => ({
      slug,
      title,
      phone: contact.hotline,
      hours: contact.hotline_hours,
    }));
}
