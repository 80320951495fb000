import type { Account } from '../vi/contestant-account.ts';

export const account: Account = {
  signedInAs: (name: string) => `You are signed in as ${name}.`,
  myEntries: 'Contests I entered',
  noEntries: 'You have not entered a contest yet.',
  entryLink: 'My entry',
  notices: 'Notices',
  noNotices: 'No notices yet.',
  nextPerson: 'Another person takes part on this device',
  nextPersonHint:
    'Sign out so that the next person can use their own account. Answers of yours that are not sent yet will still go out under your name.',
};
