import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';

import OrderedChoice from './OrderedChoice.svelte';

const NAMES = { A: 'Điểm', B: 'Thời gian', C: 'Sớm' };

test('the focus stays with what is moved, and goes to the list of the others with what is taken away', async () => {
  const props = { id: 'add', chosen: ['A', 'B', 'C'], all: ['A', 'B', 'C'], names: NAMES };
  render(OrderedChoice, { props });
  const focused = () => document.activeElement?.getAttribute('aria-label');
  await userEvent.click(screen.getByRole('button', { name: 'Đưa «Sớm» lên trên' }));
  expect(focused()).toBe('Đưa «Sớm» lên trên');
  await userEvent.keyboard('{Enter}');
  expect(focused()).toBe('Đưa «Sớm» xuống dưới');
  await userEvent.click(screen.getByRole('button', { name: 'Bỏ tiêu chí «Sớm»' }));
  expect(document.activeElement?.id).toBe('add');
});
