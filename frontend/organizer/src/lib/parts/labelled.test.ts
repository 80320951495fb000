import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';

import MomentField from '#lib/parts/MomentField.svelte';
import Select from '#lib/parts/Select.svelte';

const FRAME = { id: 'field', label: 'Tên', hint: 'Gợi ý', error: 'Chưa đúng' };
const options = [
  { value: '', label: '' },
  { value: 'a', label: 'Một' },
];

/** The texts that a reader of the screen hears after the label. */
const described = (control: HTMLElement) =>
  (control.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .filter(Boolean)
    .map((id) => document.getElementById(id)?.textContent);

test.each([
  ['a choice', Select, { ...FRAME, value: '', options }],
  ['a moment', MomentField, { ...FRAME, value: '' }],
] as const)('%s is tied to its label, its hint and its fault', async (_, component, props) => {
  const { rerender } = render(component as typeof Select, { props: props as never });
  const control = screen.getByLabelText('Tên');
  expect(described(control)).toEqual(['Gợi ý', '! Chưa đúng']);
  expect(control.getAttribute('aria-invalid')).toBe('true');
  await rerender({ error: undefined });
  expect(described(control)).toEqual(['Gợi ý']);
  expect(control.getAttribute('aria-invalid')).toBe('false');
  await rerender({ hint: undefined });
  expect(control.hasAttribute('aria-describedby')).toBe(false);
});

test('a field that may stay empty says so', () => {
  render(MomentField, { props: { id: 'at', label: 'Lúc', value: '', optional: true } });
  expect(screen.getByLabelText(/^Lúc.*không bắt buộc/).getAttribute('aria-required')).toBe('false');
});

test('what is chosen is shown and told', async () => {
  const onchange = vi.fn();
  render(Select, { props: { id: 'field', label: 'Tên', value: '', options, onchange } });
  await userEvent.selectOptions(screen.getByLabelText('Tên'), 'a');
  expect(screen.getByLabelText('Tên')).toHaveProperty('value', 'a');
  expect(onchange).toHaveBeenCalledOnce();
});
