import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';

import ConfirmDialog from '#lib/parts/ConfirmDialog.svelte';

/** jsdom knows the element and not what it does. */
HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
};
HTMLDialogElement.prototype.close = function () {
  this.open = false;
};

test('a question is heard before it can be answered', () => {
  const work = () => Promise.resolve();
  render(ConfirmDialog, { props: { open: true, title: 'Xóa?', text: 'Hẳn.', action: 'Xóa', work } });
  expect(document.activeElement?.textContent).toBe('Hẳn.');
});

test('the page hears of the reply when the dialog is closed, for behind an open one nothing takes the focus', async () => {
  const done = vi.fn(() => expect(document.querySelector('dialog')?.open).toBe(false));
  const work = () => Promise.resolve('reply');
  render(ConfirmDialog, { props: { open: true, title: 'Xóa?', text: 'Hẳn.', action: 'Xóa', work, done } });
  await userEvent.click(screen.getByRole('button', { name: 'Xóa' }));
  await vi.waitFor(() => expect(done).toHaveBeenCalledExactlyOnceWith('reply'));
});
