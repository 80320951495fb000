import type { Notices } from '../vi/contestant-notices.ts';

export const notices: Notices = {
  title: 'Notices',
  none: 'No notices yet.',
};
