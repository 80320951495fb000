import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';

import RegulationSelect from '#lib/parts/RegulationSelect.svelte';

const LIBRARY = Array.from({ length: 24 }, (_, index) => ({
  id: String(index),
  number: `${index}/2026/QH16`,
  title: `Luật ${index}`,
}));

afterEach(() => vi.unstubAllGlobals());

/** As the server answers: those that match, twenty at most. */
function reply(address: string): Promise<Response> {
  const q = new URL(address, 'http://localhost').searchParams.get('q') ?? '';
  const regulations = LIBRARY.filter(({ number }) => number.includes(q)).slice(0, 20);
  return Promise.resolve(new Response(JSON.stringify({ regulations })));
}

test('every regulation of a large library can be chosen, and a choice outlives the next search', async () => {
  vi.stubGlobal('fetch', reply);
  render(RegulationSelect, { props: { regulation: '' } });
  const search = await screen.findByLabelText('Tìm văn bản theo số hiệu hoặc tên');
  expect(screen.queryByRole('option', { name: 'Luật 23 (23/2026/QH16)' })).toBeNull();
  await userEvent.type(search, '23/');
  await screen.findByRole('option', { name: 'Luật 23 (23/2026/QH16)' });
  const select = screen.getByLabelText('Văn bản làm căn cứ cho cả tệp');
  await userEvent.selectOptions(select, '23');
  await userEvent.clear(search);
  await userEvent.type(search, 'x');
  await screen.findByText(/^Thư viện không có văn bản nào khớp\./);
  expect(select).toHaveProperty('value', '23');
});
