import type { Forms } from '../vi/forms.ts';

export const forms = {
  summary: (count: number) =>
    count === 1 ? 'One thing needs your attention' : `${count} things need your attention`,
  day: 'Day',
  month: 'Month',
  year: 'Year',
  unitHint: 'Type a few letters of the name, with or without diacritics.',
  unitNone: (query: string) => `No unit has a name like “${query}”. Try fewer letters.`,
  unitCount: (count: number) => `${count} matching units, use the arrow keys to choose.`,
  unitChosen: (name: string) => `${name} chosen`,
  unitClear: 'Choose another unit',
  unitFailed: 'The search did not get through. Type again in a few seconds.',
  unitFormer: (alias: string) => `Former name: ${alias}`,
  showPassword: 'Show password',
  show: 'Show',
  hide: 'Hide',
} satisfies Forms;
