import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import type { Question } from '#lib/api/types.ts';
import QuestionView from '#lib/parts/QuestionView.svelte';

test('a question that cites one place twice is shown', () => {
  const citation = { raw: 'Luật Căn cước', regulation_title: 'Luật Căn cước' };
  const version = {
    kind: 'SINGLE_CHOICE',
    stem: 'Thẻ căn cước do ai cấp?',
    options: [{ text: 'Bộ Công an' }, { text: 'Bộ Tư pháp' }],
    key: { correct: [0] },
    citations: [citation, citation],
    level: 'RECALL',
  };
  render(QuestionView, { props: { question: { versions: [version], events: [] } as unknown as Question } });
  expect(screen.getAllByText('Luật Căn cước')).toHaveLength(2);
});
