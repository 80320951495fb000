import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import type { ReviewedQuestion } from '#lib/api/me.ts';
import Review from '#lib/result/Review.svelte';

test('a question that cites one place twice is shown', () => {
  const question = {
    position: 0,
    stem: 'Thẻ căn cước do ai cấp?',
    options: ['Bộ Công an', 'Bộ Tư pháp'],
    citations: ['Luật Căn cước', 'Luật Căn cước'],
    points: 0,
  };
  render(Review, { props: { questions: [question as unknown as ReviewedQuestion] } });
  expect(screen.getAllByText(/Luật Căn cước/)).toHaveLength(2);
});
