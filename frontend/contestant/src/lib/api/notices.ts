import { call } from 'shared/api/client.ts';
import type { components } from 'shared/api/schema.d.ts';

type Schemas = components['schemas'];

export type MyNotice = Schemas['MyNotice'];

export async function listMyNotices(): Promise<MyNotice[]> {
  const { notices } = await call<Schemas['NoticesList']>('/api/v1/me/notices/');
  return notices;
}
