/** The terms as sentences, each made from the definition that the engine obeys (design, promise 12). */
import { currentLanguage, text } from 'shared/i18n/index.svelte.ts';
import { duration } from 'shared/lib/format.ts';

import type { Terms } from './api/contests.ts';
import { contestWords } from './contest-words.ts';
import { reasonsWords } from './reasons-words.ts';

export type Article = { title: string; sentences: string[]; steps?: string[]; after?: string };

export function termsInWords(terms: Terms): Article[] {
  const words = contestWords().terms;
  const articles: (Article | null)[] = [
    { title: words.who, sentences: whoMayEnter(terms) },
    { title: words.paper, sentences: [paper(terms)] },
    { title: words.attempts, sentences: [limit(terms), counting(terms)].filter(Boolean) },
    prediction(terms),
    {
      title: words.ranking,
      sentences: [words.rankingBy],
      steps: terms.ranking_keys.map((key) => reasonsWords().rule[key]),
      after: words.rankingShared,
    },
    { title: words.feedback, sentences: [words.feedbackOf[terms.feedback]] },
    { title: words.incident, sentences: [words.incidentText] },
  ];
  return articles.filter((article) => article !== null);
}

function whoMayEnter({ eligibility }: Terms): string[] {
  const words = contestWords().terms;
  const { age_from: age, age_on: on, residence } = eligibility;
  const sentences: string[] = [];
  if (age !== null) sentences.push(on === 'ENTRY' ? words.ageOnEntry(age) : words.ageOnStart(age));
  if (residence) sentences.push(text(residence).replace(/([^.])$/, '$1.'));
  return sentences.length ? sentences : [words.everyone];
}

function paper(terms: Terms): string {
  const words = contestWords().terms;
  const { question_count: questions, time_limit_seconds: seconds, points_max: points } = terms;
  if (seconds === null) return words.paperNoLimit(questions, points);
  return words.paperWithLimit(questions, duration(seconds, currentLanguage()), points);
}

function limit({ attempts }: Terms): string {
  const words = contestWords().terms;
  if (attempts.limit === null) return words.noLimit;
  return attempts.per === 'ROUND'
    ? words.limitPerRound(attempts.limit)
    : words.limitPerContest(attempts.limit);
}

function counting({ attempts }: Terms): string {
  return attempts.limit === 1 ? '' : contestWords().terms.counting[attempts.counting];
}

function prediction({ prediction: asked }: Terms): Article | null {
  if (!asked) return null;
  const words = contestWords().terms;
  const question = words.predictionOf[asked.target](words.spanOf[asked.scope]);
  return { title: words.prediction, sentences: [question, words.predictionBlank] };
}
