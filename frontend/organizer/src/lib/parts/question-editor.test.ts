import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { Problem } from 'shared/api/client.ts';
import { expect, test } from 'vitest';

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
