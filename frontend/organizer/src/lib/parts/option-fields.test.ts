import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';

import OptionFields from '#lib/parts/OptionFields.svelte';

test.each([
  ['B', 'Ba'],
  ['C', 'Hai'],
])('after option %s is taken away the focus is at an option, not nowhere', async (letter, text) => {
  const options = ['Một', 'Hai', 'Ba'].map((one) => ({ text: one, right: false }));
  render(OptionFields, { props: { options } });
  await userEvent.click(screen.getByRole('button', { name: `Bỏ phương án ${letter}` }));
  expect(document.activeElement).toHaveProperty('value', text);
});
