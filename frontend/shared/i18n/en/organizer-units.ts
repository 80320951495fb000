import type { UnitPages } from '../vi/organizer-units.ts';

export const unitPages = {
  managers: {
    title: 'Unit managers',
    intro:
      'A unit manager sees how many people and attempts the unit, and those below it, have in every contest of the body; nobody’s name or points. A unit manager may take part.',
    caption: 'Unit managers',
    who: 'Person',
    unit: 'Unit',
    since: 'Since',
    none: 'Nobody has charge of a unit yet.',
    username: 'User name',
    save: 'Give charge',
    end: 'End charge',
    endSure: (name: string, unit: string) => `End ${name}’s charge of ${unit}?`,
    missingName: 'Please write the user name.',
    missingUnit: 'Please choose a unit.',
  },
  own: {
    title: 'Your units',
    round: 'Round',
    roundOf: (round: string, contest: string) => `${round}, ${contest}`,
    none: 'No round has opened for this unit yet.',
    caption: (unit: string) => `Taking part from ${unit}`,
    unit: 'Unit',
    people: 'People',
    attempts: 'Attempts',
    headCount: 'Head-count',
    rate: 'Rate',
    empty: 'Nobody of the unit has taken part in this round yet.',
    asOf: (at: string) => `As of ${at}.`,
    frozen: (at: string) => `Figures stand still since ${at}, until the result is published.`,
    hidden: 'The figures of this round are not public now.',
    more: 'Show more',
  },
} satisfies UnitPages;
