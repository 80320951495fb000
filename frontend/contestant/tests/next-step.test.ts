import { describe, expect, test } from 'vitest';

import { nextStep, pageOf } from '#lib/next-step.ts';

import { aContest, aRound, anEntry, myRound } from './a-contest.ts';

const anAttempt = (state: string) => ({
  id: 'attempt-1',
  ordinal: 1,
  state,
  opened_at: '2026-11-02T02:00:00.000Z',
  closes_at: '2026-11-02T02:15:00.000Z',
  submitted_at: null,
  points: null,
  counts: false,
});

describe('the one action of a contest page', () => {
  test('somebody who has not entered is asked to enter while that is possible', () => {
    expect(nextStep(aContest(), null)).toEqual({ step: 'ENTER' });
    expect(nextStep(aContest({ entry_open: false }), null)).toEqual({ step: 'ENTRY_CLOSED' });
  });

  test('an entrant starts while an attempt is left, and goes on with the one that is open', () => {
    const entry = anEntry();
    expect(nextStep(aContest(), { entry, round: myRound() })).toMatchObject({ step: 'START', left: 2 });
    const open = myRound({ attempts: [anAttempt('OPEN')], next_ordinal: null });
    expect(nextStep(aContest(), { entry, round: open })).toMatchObject({ step: 'RESUME' });
    const used = myRound({ attempts: [anAttempt('SCORED')], next_ordinal: null });
    expect(nextStep(aContest(), { entry, round: used })).toMatchObject({ step: 'NONE_LEFT' });
  });

  test('between two rounds an entrant is told when the next one opens', () => {
    const contest = aContest({ phase: 'BETWEEN_ROUNDS', current_round: null });
    const next = nextStep(contest, { entry: anEntry(), round: null });
    expect(next).toMatchObject({ step: 'WAIT', round: { number: 3 }, number: '214388436' });
  });

  test('whoever has a role, withdrew or was not recognised is never led to a paper', () => {
    expect(nextStep(aContest(), null, true)).toEqual({ step: 'STAFF' });
    for (const state of ['WITHDRAWN', 'NOT_RECOGNISED']) {
      const next = nextStep(aContest(), { entry: anEntry({ state }), round: myRound() });
      expect(next).toEqual({ step: 'EXCLUDED', withdrawn: state === 'WITHDRAWN' });
      expect(pageOf(next)).toBe(state === 'WITHDRAWN' ? 'BOARD' : 'NOTICES');
    }
  });

  test('a finished contest asks for nothing any more', () => {
    const contest = aContest({ phase: 'FINISHED', rounds: [aRound(1, 'CLOSED')], current_round: null });
    expect(nextStep(contest, null)).toEqual({ step: 'FINISHED', entered: false });
    expect(nextStep(contest, { entry: anEntry(), round: null }, true)).toEqual({
      step: 'FINISHED',
      entered: true,
    });
  });

  test('a page that the button leads to is told, so that it is linked once', () => {
    const contest = aContest({ phase: 'FINISHED', current_round: null });
    expect(pageOf(nextStep(contest, null))).toBe('BOARD');
    expect(pageOf(nextStep(contest, { entry: anEntry(), round: null }))).toBe('RESULT');
    expect(pageOf(nextStep(aContest(), null, true))).toBe('BOARD');
    expect(pageOf(nextStep(aContest(), null))).toBeNull();
  });
});
