import type { Reasons } from '../vi/contestant-reasons.ts';

export const reasons = {
  rule: {
    POINTS: 'more points',
    CORRECT_COUNT: 'more right answers',
    PREDICTION_DISTANCE: 'a closer prediction',
    DURATION: 'less time taken',
    SUBMIT_MOMENT: 'handed in earlier',
    ENTRY_MOMENT: 'entered earlier',
    PERFECT_TRIES: 'more perfect attempts',
    JUDGE_MARK: 'a higher mark from the judges',
    LOT: 'the drawn lot',
  },
  whyTitle: (above: string, below: string) => `Why is ${above} above ${below}?`,
  whyDecided: (rule: string) => `Because of ${rule}.`,
  whyTied: 'The two are equal in everything and share the place.',
  decides: 'decides',
  equal: 'equal',
  criterion: 'Criterion',
} satisfies Reasons;
