import type { Account } from '../vi/contestant-account.ts';
import { people } from './contestant-people.ts';

export const account: Account = {
  signedInAs: (name: string) => `You are signed in as ${name}.`,
  myEntries: 'Contests I entered',
  noEntries: 'You have not entered a contest yet.',
  entryLink: 'My entry',
  notices: 'Notices',
  noNotices: 'No notices yet.',
  settings: 'Password and e-mail',
  nextPerson: 'Another person takes part on this device',
  nextPersonHint:
    'Sign out so that the next person can use their own account. Answers of yours that are not sent yet will still go out under your name.',
  toAccount: 'Back to your account',
  password: {
    title: 'Change your password',
    intro:
      'You stay signed in on this device. Other devices that use this account have to sign in again with the new password. Saved answers of an attempt under way are kept.',
    current: 'Current password',
    currentMissing: 'Please give your current password.',
    newMissing: 'Please give a new password.',
    busy: 'Storing the password',
    done: 'The new password is stored. Other devices have to sign in again with it.',
  },
  mail: {
    title: 'E-mail for notices',
    intro:
      'You can do without: every notice is on your account page. If you give an address, notices are sent there too.',
    proven: (address: string) => `Notices are sent to ${address}.`,
    pending: (address: string) => `${address} waits for you to confirm it.`,
    pendingHow:
      'We send a letter to this address. Within 3 days, open it and follow its link. Until you confirm, no notice is sent to this address.',
    again: 'Send the letter again',
    sentAgain: 'The letter was sent again. If you do not see it, look among the spam.',
    remove: 'Remove this address',
    removed: 'The address is removed.',
    give: 'Add an address',
    change: 'Change the address',
    address: 'E-mail address',
    newAddress: 'New e-mail address',
    missing: 'Please give an e-mail address.',
    busy: 'Sending the letter',
  },
  proof: {
    title: 'Confirm your e-mail address',
    intro: 'Press «Confirm» if you want to be told about contests at this address.',
    confirm: 'Confirm',
    done: 'Confirmed. From now on you will be told at this address.',
    expired:
      'This link has been used or has expired. If you have not confirmed yet, open the newest letter we sent.',
  },
  refusals: {
    ...people.refusals,
    letter_just_sent: 'A letter has just been sent. If it does not come in a few minutes, ask again.',
  },
  field: {
    ...people.field,
    enter_current_password: 'The current password is not right.',
    duplicate_email: 'This address is already in your account.',
    unknown_email: 'This address is no longer in your account.',
  },
};
