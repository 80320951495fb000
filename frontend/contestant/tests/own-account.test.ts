import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import * as accounts from 'shared/api/accounts.ts';
import { Problem } from 'shared/api/client.ts';
import { beforeEach, expect, test, vi } from 'vitest';

import ChangePassword from '#lib/account/ChangePassword.svelte';
import MailAddress from '#lib/account/MailAddress.svelte';

vi.mock('shared/api/accounts.ts');

beforeEach(() => {
  vi.resetAllMocks();
});

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));
const refused = (field: string, code: string) => new Problem('invalid', 400, {}, { [field]: [{ code }] });

async function changePassword() {
  await userEvent.type(screen.getByLabelText('Mật khẩu hiện tại'), 'câu cũ dễ nhớ');
  await userEvent.type(screen.getByLabelText('Mật khẩu mới'), 'câu mới dễ nhớ');
  await press('Đổi mật khẩu');
}

test('a new password goes out with the current one, and what it means for other devices is said', async () => {
  render(ChangePassword);
  expect(screen.getByText(/Những máy khác .* phải đăng nhập lại/)).toBeTruthy();
  await changePassword();
  expect(accounts.changePassword).toHaveBeenCalledWith({
    current_password: 'câu cũ dễ nhớ',
    new_password: 'câu mới dễ nhớ',
  });
  expect(screen.getByRole('status').textContent).toContain('Mật khẩu mới đã được lưu.');
  expect(screen.queryByRole('textbox')).toBeNull();
});

test.each([
  ['current_password', 'enter_current_password', 'Mật khẩu hiện tại chưa đúng.'],
  ['new_password', 'password_too_common', 'Mật khẩu này quá dễ đoán. Bạn chọn mật khẩu khác.'],
])('a refused %s is told at its field: %s', async (field, code, sentence) => {
  vi.mocked(accounts.changePassword).mockRejectedValue(refused(field, code));
  render(ChangePassword);
  await changePassword();
  const link = await screen.findByRole('link', { name: sentence });
  expect(link.getAttribute('href')).toBe(`#${field}`);
});

test('nothing is sent while a password is missing', async () => {
  render(ChangePassword);
  await press('Đổi mật khẩu');
  expect(accounts.changePassword).not.toHaveBeenCalled();
  expect(screen.getByRole('link', { name: 'Bạn chưa điền mật khẩu hiện tại.' })).toBeTruthy();
});

test('a first address waits for its proof, and the letter can be sent again', async () => {
  vi.mocked(accounts.readAddresses).mockResolvedValue({ proven: null, pending: null });
  vi.mocked(accounts.giveAddress).mockResolvedValue({ proven: null, pending: 'lan@vidu.vn' });
  vi.mocked(accounts.sendLetterAgain).mockRejectedValueOnce(new Problem('letter_just_sent', 403));
  render(MailAddress);
  await userEvent.type(await screen.findByLabelText('Địa chỉ thư'), ' lan@vidu.vn ');
  await press('Thêm địa chỉ');
  expect(accounts.giveAddress).toHaveBeenCalledWith('lan@vidu.vn');
  await screen.findByText('Địa chỉ lan@vidu.vn đang chờ bạn xác nhận.');
  await press('Gửi lại thư');
  expect(screen.getByRole('alert').textContent).toContain('Thư vừa được gửi.');
  await press('Gửi lại thư');
  expect(screen.queryByRole('alert')).toBeNull();
  await screen.findByText(/Đã gửi lại thư/);
});

test('a proven address is told, can be changed and removed; while another waits only that one goes', async () => {
  vi.mocked(accounts.readAddresses).mockResolvedValue({ proven: 'cu@vidu.vn', pending: 'moi@vidu.vn' });
  vi.mocked(accounts.removeAddress)
    .mockResolvedValueOnce({ proven: 'cu@vidu.vn', pending: null })
    .mockResolvedValue({ proven: null, pending: null });
  render(MailAddress);
  await screen.findByText('Thông báo đang được gửi tới cu@vidu.vn.');
  await press('Bỏ địa chỉ này');
  expect(accounts.removeAddress).toHaveBeenLastCalledWith('moi@vidu.vn');
  expect(screen.getByLabelText('Địa chỉ thư mới')).toBeTruthy();
  await press('Bỏ địa chỉ này');
  expect(accounts.removeAddress).toHaveBeenLastCalledWith('cu@vidu.vn');
  await screen.findByText('Đã bỏ địa chỉ.');
  expect(screen.getByRole('button', { name: 'Thêm địa chỉ' })).toBeTruthy();
});

test('addresses that could not be read are not said to be none', async () => {
  vi.mocked(accounts.readAddresses)
    .mockRejectedValueOnce(new Problem('offline'))
    .mockResolvedValue({ proven: null, pending: null });
  render(MailAddress);
  await userEvent.click(await screen.findByRole('button', { name: 'Thử lại' }));
  expect(await screen.findByLabelText('Địa chỉ thư')).toBeTruthy();
});
