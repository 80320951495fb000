import type { Details } from '../vi/common.ts';
import type { Organizer } from '../vi/organizer.ts';
import { common } from './common.ts';

export const organizer = {
  ...common,
  app: {
    part: 'Organisers',
    home: 'My work',
  },
  signIn: {
    title: 'Sign in to work',
    intro: 'For question authors, organisers, judges and helpers.',
    username: 'User name or phone number',
    password: 'Password',
    noRole: 'This account has no role yet',
    noRoleText: (username: string) =>
      `You are signed in as “${username}”. A manager of the organising body, or the approver of a contest, gives you a role under “People”.`,
    toPublic: 'To the page for contestants',
  },
  home: {
    title: 'My work',
    contests: 'Contests',
    banks: 'Question banks',
    bodies: 'Bodies',
    bodyHint: 'Authors, reviewers, managers',
    newContest: 'New contest',
    newBank: 'New bank',
    noContests: 'No contests yet.',
    noContestsHint: 'A manager of the organising body creates a contest and gives roles to others.',
    noBanks: 'No question banks yet.',
    noBanksHint: 'Create a bank, then import questions from an Excel file or write them one by one.',
    from: (opens: string, closes: string) => `${opens} to ${closes}`,
    noDates: 'No rounds yet',
    phase: { COMING: 'To come', OPEN: 'Running', CLOSED: 'Over' },
    lacks: (count: number) =>
      count === 1 ? 'One thing to do before publishing' : `${count} things to do before publishing`,
    ready: 'Ready, waiting to be published',
    openCases: (count: number) => (count === 1 ? 'One case to look at' : `${count} cases to look at`),
    proposals: (count: number) =>
      count === 1 ? 'One ruling waits for a second person' : `${count} rulings wait for a second person`,
    questions: (count: string) => `${count} approved`,
    inReview: (count: string) => `${count} in review`,
    needsReview: (count: string) => `${count} need another look`,
  },
  contestState: {
    DRAFT: 'In preparation',
    OPEN: 'Published',
    CLOSED: 'Closed',
    PROVISIONAL: 'Provisional result',
    APPEALS: 'Appeals',
    DECIDED: 'Decided',
    CERTIFIED: 'Certified',
    AWARDED: 'Awarded',
  },
  kind: { LIVE: '', REHEARSAL: 'Rehearsal', DEMO: 'Demo' },
  role: {
    AUTHOR: 'Author',
    REVIEWER: 'Reviewer',
    MANAGER: 'Manager',
    ORGANISER: 'Organiser',
    APPROVER: 'Approver',
    SECRETARY: 'Secretary',
    JUDGE: 'Judge',
    CHIEF_JUDGE: 'Chief judge',
    OBSERVER: 'Observer',
    HELPER: 'Helper',
  },
  error: {
    title: 'This page cannot be opened',
    notFound: 'There is no such page, or it is not part of your work.',
    toHome: 'To “My work”',
    reload: 'Reload the page',
  },
  field: {
    ...common.field,
    out_of_range: 'This number is out of range.',
    in_the_future: 'This day is still to come.',
    min_length: 'This is too short.',
    max_length: 'This is too long.',
  },
  refusals: {
    ...common.refusals,
    username_password_mismatch: 'User name or password is not right.',
    too_many_login_attempts: 'Too many tries. Wait a few minutes and sign in again.',
    slug_taken: 'Another contest has this address. Please choose another one.',
    bank_slug_taken: 'Another bank has this address. Please choose another one.',
    unit_unknown: 'This unit is not in the list.',
    bank_unknown: 'The body has no such question bank or blueprint.',
    privacy_notice_unknown: 'There is no such privacy notice.',
    contest_is_published: 'A published contest always has a privacy notice.',
    contest_has_entries: 'People have entered under the present list of units, so it stays.',
    contest_is_kept: 'The contest is published or has entries, so it stays.',
    round_is_kept: 'The contest is published or has entries, so its rounds stay.',
    contest_not_ready: 'It cannot be published yet: something named above is missing.',
    terms_not_valid: 'Some of the terms cannot be used. Please look at the parts that are marked.',
    terms_too_early:
      'A new version takes effect from now on, and after the version before it. Choose a later moment.',
    change_note_missing: 'The contest is published. Please tell contestants what changes.',
    paper_part_is_fixed: ({ round }: Details) =>
      `Round ${round} has its papers, so the part about papers stays. Other parts can change.`,
    round_moments_out_of_order: ({ moment }: Details): string =>
      moment === 'opens_at'
        ? 'The opening has passed. Choose a later moment.'
        : moment === 'closes_at'
          ? 'The closing must come after the opening.'
          : moment === 'results_at'
            ? 'Results come after the closing.'
            : 'Figures can only be hidden while the round runs.',
    rounds_overlap: ({ number }: Details) => `This overlaps with round ${number}.`,
    round_has_opened: 'The round has opened. Its times and questions stay as contestants were told.',
    round_is_over: 'The round is over and cannot be extended.',
    not_later: 'The new closing must be later than the present one.',
    runs_into_next_round:
      'The new closing runs into the next round. Choose an earlier one, or move the opening of the next round first.',
    no_extension: 'No extension waits for confirmation.',
    papers_are_prepared: 'The papers of this round are ready, so where the questions come from stays.',
    papers_do_not_fit: ({ questions }: Details) =>
      questions
        ? `${questions} questions in the prepared papers stand on provisions that are not in force on the new days. Mend or retire them and have the papers drawn again, or choose other days.`
        : 'On the new days other terms would say what a paper is. Choose other days.',
    bank_missing: 'The round has no question bank yet.',
    bank_too_small: 'The bank has too few approved questions whose grounds are in force.',
    questions_not_usable:
      'Some questions of the set are not approved, or their grounds are not in force in the round.',
    user_unknown: 'No account has this user name.',
    has_entered: 'This person takes part as a contestant, so cannot get a role.',
    unit_not_in_contest: 'This unit is outside the units of the contest.',
    last_manager: 'This is the last manager of the body. Add another one first.',
    same_person: 'This needs a second person, not the one who proposed it.',
  },
} satisfies Organizer;
