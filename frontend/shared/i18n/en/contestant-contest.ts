import type { ContestPage } from '../vi/contestant-contest.ts';

const number = (value: number): string => new Intl.NumberFormat('en-GB').format(value);

/** Words of the contest page. */
export const contestPage = {
  contest: {
    prizes: 'Prizes',
    individual: 'For people',
    collective: 'For units',
    prize: 'Prize',
    prizeCount: 'Number',
    prizesOf: (count: number) => (count === 1 ? '1 prize' : `${number(count)} prizes`),
    prizeAmount: 'Each worth',
    timetable: 'Timetable',
    today: 'Today',
    from: (opens: string) => `From ${opens}`,
    until: (closes: string) => `to ${closes}`,
    resultsAt: (at: string) => `Results: ${at}`,
    roundPhase: { COMING: 'Not open yet', OPEN: 'Open', CLOSED: 'Closed' },
    roundState: {
      DRAFT: '',
      OPEN: '',
      CLOSED: '',
      PROVISIONAL: 'Provisional result is out',
      APPEALS: 'Appeals are being received',
      DECIDED: 'Decision signed',
      CERTIFIED: 'Result certified',
      AWARDED: 'Prizes awarded',
    },
    study: 'What to read',
    issuedOn: (date: string) => `issued on ${date}`,
    terms: 'The rules in short',
    termsVersion: (version: number, since: string) => `Rules version ${version}, in effect since ${since}.`,
    notices: 'Notices',
    registrationCloses: (at: string) => `Entries are taken until ${at}.`,
  },
  /** The terms in plain words; every sentence is made from the definition that the engine obeys. */
  terms: {
    who: 'Who may enter',
    everyone: 'Everybody may enter.',
    ageOnEntry: (age: number) => `People aged ${age} or over on the day they enter.`,
    ageOnStart: (age: number) => `People aged ${age} or over on the day the contest begins.`,
    paper: 'The paper',
    paperWithLimit: (count: number, time: string, points: number) =>
      `Each paper has ${number(count)} questions for ${time} and at most ${number(points)} points. The clock starts when you press start, and it is the server’s clock.`,
    paperNoLimit: (count: number, points: number) =>
      `Each paper has ${number(count)} questions and at most ${number(points)} points. You may work until the round closes.`,
    attempts: 'Attempts',
    limitPerRound: (count: number) => `At most ${number(count)} a person in each round.`,
    limitPerContest: (count: number) => `At most ${number(count)} a person in the whole contest.`,
    noLimit: 'As many as you like while the round is open.',
    counting: {
      BEST: 'Your best attempt counts.',
      LAST: 'Your last attempt counts.',
      FIRST: 'Your first attempt counts.',
    },
    prediction: 'The prediction',
    predictionOf: {
      PEOPLE_ALL_RIGHT: (span: string) =>
        `How many people do you think will answer everything right in ${span}? Each person counts once.`,
      PEOPLE: (span: string) => `How many people do you think will hand in a paper in ${span}?`,
      ATTEMPTS: (span: string) =>
        `How many attempts do you think will be handed in in ${span}? Three attempts count as three.`,
      ATTEMPTS_ALL_RIGHT: (span: string) =>
        `How many attempts do you think will have everything right in ${span}?`,
      PERCENT_ALL_RIGHT: (span: string) =>
        `What percentage of people do you think will answer everything right in ${span}?`,
    },
    spanOf: { ROUND: 'the round', CONTEST: 'the whole contest' },
    predictionBlank: 'Left blank, it ranks behind any guess; the paper still counts.',
    ranking: 'How places are decided',
    rankingBy: 'One criterion after the other; the next only when all before are equal:',
    rankingShared: 'Equal in all of them: the same place.',
    feedback: 'What you see after handing in',
    feedbackOf: {
      NOTHING: 'The receipt. Points come with the results of the round.',
      POINTS: 'The receipt and the points of that paper.',
      POINTS_AND_TIME: 'The receipt, the points and your time.',
      REVIEW_AFTER_CLOSE:
        'The receipt and the points; after the round has closed, each question with its explanation.',
    },
    incident: 'When something fails',
    incidentText:
      'When the system fails, the organisers give back time to the attempts concerned or extend the round, and say so on the contest page; saved answers are kept.',
  },
  measure: {
    PEOPLE: 'most people taking part',
    ATTEMPTS: 'most attempts',
    RATE: 'highest share of people',
    MEAN_POINTS: 'highest mean of points',
    ALL_RIGHT: 'most people with everything right',
  },
  dong: (amount: number) => `VND ${number(amount)}`,
} satisfies ContestPage;
