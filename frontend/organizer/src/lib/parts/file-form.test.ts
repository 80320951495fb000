import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';

import FileForm from '#lib/parts/FileForm.svelte';

afterEach(() => vi.unstubAllGlobals());

/** The library is empty; the file is refused for what it holds. */
function reply(address: string): Promise<Response> {
  const isFile = address.includes('/imports/');
  const body = isFile ? { code: 'not_a_spreadsheet', details: {} } : { regulations: [] };
  return Promise.resolve(new Response(JSON.stringify(body), { status: isFile ? 422 : 200 }));
}

test('what is wrong with a file is said at the file, until another one is chosen', async () => {
  vi.stubGlobal('fetch', reply);
  render(FileForm, { props: { bank: 'luat', sent: vi.fn() } });
  const field = screen.getByLabelText('Tệp .xlsx, tối đa 25 MB');
  const said = () => document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent;
  await userEvent.click(screen.getByRole('button', { name: 'Đọc tệp' }));
  await vi.waitFor(() => expect(said()).toContain('Bạn chưa chọn tệp.'));
  await userEvent.upload(field, new File(['%PDF'], 'cau-hoi.xlsx'));
  expect(said()).toBeUndefined();
  await userEvent.click(screen.getByRole('button', { name: 'Đọc tệp' }));
  await vi.waitFor(() => expect(said()).toContain('Đây không phải tệp Excel'));
  expect(field.getAttribute('aria-invalid')).toBe('true');
});
