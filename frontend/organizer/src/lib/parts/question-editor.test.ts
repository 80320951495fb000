import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { Problem } from 'shared/api/client.ts';
import { expect, test, vi } from 'vitest';

import QuestionEditor from '#lib/parts/QuestionEditor.svelte';
import { emptyForm } from '#lib/question-form.ts';

const SAID = {
  options: ['options_are_identical', 'Hai phương án giống hệt nhau.'],
  key: ['one_right_option_expected', 'Loại câu này chỉ có một phương án đúng.'],
  pinned: ['names_no_option', 'Có phương án giữ nguyên vị trí mà câu không có.'],
};

test.each(Object.entries(SAID))(
  'what the server finds in %s is said at the options',
  async (field, [code, said]) => {
    const options = [
      { text: 'Một', right: true },
      { text: 'Một', right: false },
    ];
    const save = () => Promise.reject(new Problem('invalid', 400, {}, { [field]: [{ code: code ?? '' }] }));
    const form = { ...emptyForm(), stem: 'Câu?', options };
    render(QuestionEditor, { props: { form, action: 'Lưu', save, cancelHref: '/' } });
    await userEvent.click(screen.getByRole('button', { name: 'Lưu' }));
    expect((await screen.findByRole('group')).textContent).toContain(said);
  },
);

test('a citation that the library lacks is named at the citations, and the form stays', async () => {
  const details = { text: 'Luật không có', found: 0 };
  const save = () => Promise.reject(new Problem('citation_not_found', 409, details));
  const options = [
    { text: 'Một', right: true },
    { text: 'Hai', right: false },
  ];
  const form = { ...emptyForm(), stem: 'Câu?', options, citations: 'Điều 1 Luật không có' };
  render(QuestionEditor, { props: { form, action: 'Lưu', save, cancelHref: '/' } });
  await userEvent.click(screen.getByRole('button', { name: 'Lưu' }));
  const said = await screen.findByText('Thư viện chưa có «Luật không có».', {
    exact: false,
    selector: '.error',
  });
  const field = screen.getByLabelText('Căn cứ pháp lý');
  expect(field.getAttribute('aria-describedby')).toContain(said.id);
  expect(field.getAttribute('aria-invalid')).toBe('true');
});

test.each([1, 2])('with %i right options the form says how many must be chosen', (right) => {
  const options = [0, 1, 2].map((index) => ({ text: String(index), right: index < right }));
  render(QuestionEditor, {
    props: { form: { ...emptyForm(), options }, action: 'Lưu', save: vi.fn(), cancelHref: '/' },
  });
  expect(screen.queryAllByText('phải chọn đủ', { exact: false })).toHaveLength(right - 1);
});
