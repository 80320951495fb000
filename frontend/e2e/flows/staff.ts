import assert from 'node:assert/strict';

import type { Page } from 'playwright-core';

import { assertAccessible } from '../axe.ts';
import type { Flow } from '../flow.ts';
import { questionFile } from '../question-file.ts';
import { DESKTOP, freshName, pictures, type Site } from '../site.ts';
import { staffPassword, type StaffName } from '../staff.ts';

export const staff: Flow[] = [
  { name: 'organisers import questions, prepare a contest and publish it by a second person', run: prepares },
  { name: 'two judges rule on an attempt and the board follows', run: rules },
];

const GOOD = 24;

async function prepares(site: Site): Promise<void> {
  const name = freshName();
  const [organiser, reviewer, approver] = await Promise.all([1, 2, 3].map(() => site.device(DESKTOP)));
  assert.ok(organiser && reviewer && approver);
  await enter(organiser, 'to-chuc');
  await assertAccessible(organiser, 'work');
  await pictures(organiser, 'staff-work');

  // A bank, filled from a file.
  await organiser.getByRole('link', { name: 'Tạo ngân hàng' }).click();
  await organiser.fill('#title', `Ngân hàng ${name}`);
  await organiser.getByRole('button', { name: 'Tạo ngân hàng' }).click();
  await organiser.getByRole('link', { name: 'Nhập từ tệp Excel' }).click();
  await organiser.setInputFiles('#file', questionFile(name, GOOD));
  await organiser.selectOption('#regulation', { index: 1 });
  await assertAccessible(organiser, 'import');
  await pictures(organiser, 'staff-import');
  await organiser.getByRole('button', { name: 'Đọc tệp' }).click();
  await organiser.getByRole('heading', { name: `Nhận ${GOOD} câu, không nhận 1 dòng` }).waitFor();
  await organiser.getByText('Chưa có đáp án').waitFor();
  await assertAccessible(organiser, 'report');
  await pictures(organiser, 'staff-report');
  await organiser.getByRole('button', { name: `Đưa ${GOOD} câu vào ngân hàng` }).click();
  await organiser.getByRole('link', { name: 'Xem ngân hàng' }).click();

  // Nobody approves what they brought in themselves.
  await organiser.getByRole('button', { name: `Duyệt cả ${GOOD} câu đang chờ` }).click();
  await organiser.getByText(`${GOOD} câu do chính bạn soạn, cần người khác duyệt`).waitFor();
  const bank = new URL(organiser.url()).pathname;
  await enter(reviewer, 'duyet-cau-hoi');
  await reviewer.goto(`${bank}?trang_thai=IN_REVIEW`);
  await reviewer.getByRole('checkbox', { name: 'Chọn tất cả' }).check();
  await assertAccessible(reviewer, 'bank');
  await pictures(reviewer, 'staff-bank');
  await reviewer.getByRole('button', { name: 'Duyệt các câu đã chọn' }).click();
  await reviewer.getByText(`Đã duyệt ${GOOD} câu.`).waitFor();

  // A contest on them.
  await organiser.goto('/quan-ly/cuoc-thi-moi');
  await organiser.fill('#title', `Cuộc thi ${name}`);
  await organiser.fill('#unit_root', 'hung yen');
  await organiser.locator('#unit_root-list [role=option]').first().click();
  await organiser.getByRole('button', { name: 'Tạo cuộc thi' }).click();
  await organiser.getByText('Chưa có thể lệ có hiệu lực').waitFor();
  await assertAccessible(organiser, 'draft');
  await pictures(organiser, 'staff-draft');
  const contest = new URL(organiser.url()).pathname;
  await organiser.goto(`${contest}/the-le`);
  await organiser.fill('#question_count', '10');
  await assertAccessible(organiser, 'terms');
  await organiser.getByRole('button', { name: 'Lưu bản 1' }).click();
  await organiser.getByText('Bản 1, có hiệu lực từ').waitFor();
  await organiser.goto(`${contest}/dot-thi`);
  await organiser.getByRole('button', { name: 'Thêm đợt thi' }).click();
  await organiser.selectOption('#bank', { label: `Ngân hàng ${name}` });
  await assertAccessible(organiser, 'round');
  await pictures(organiser, 'staff-round');
  await organiser.getByRole('button', { name: 'Lưu đợt thi' }).click();
  await organiser.getByRole('button', { name: 'Chuẩn bị đề' }).click();
  await organiser.getByText('20 đề đã sẵn sàng').waitFor();

  // A second person shows it to everybody.
  await organiser.goto(`${contest}/phan-cong`);
  await organiser.fill('#new_username', 'phe-duyet');
  await organiser.selectOption('#role', 'APPROVER');
  await organiser.getByRole('button', { name: 'Phân công', exact: true }).click();
  await organiser.getByRole('cell', { name: 'Người phê duyệt', exact: true }).waitFor();
  await assertAccessible(organiser, 'people');
  await enter(approver, 'phe-duyet');
  await approver.goto(contest);
  await approver.getByRole('button', { name: 'Công bố cuộc thi' }).click();
  await approver.getByRole('dialog').getByRole('button', { name: 'Công bố cuộc thi' }).click();
  await approver.getByText('Công bố lúc').waitFor();
  await approver.getByRole('link', { name: 'Xem trang của người dự thi' }).click();
  await approver.getByRole('heading', { name: `Cuộc thi ${name}` }).waitFor();
}

async function rules(site: Site): Promise<void> {
  const [judge, chief] = await Promise.all([1, 2].map(() => site.device(DESKTOP)));
  assert.ok(judge && chief);
  await enter(judge, 'giam-khao');
  await judge.getByRole('link', { name: 'Pháp luật với cuộc sống' }).click();
  await judge.getByRole('link', { name: 'Xếp hạng' }).click();
  await judge.getByRole('heading', { name: 'Bảng xếp hạng của ban giám khảo' }).waitFor();
  const best = judge.locator('tbody tr').first().getByRole('link');
  const person = await best.innerText();
  await assertAccessible(judge, 'board');
  await pictures(judge, 'staff-board');
  const board = judge.url();
  await best.click();
  await judge.getByRole('heading', { name: 'Lượt thi', exact: true }).waitFor();
  await assertAccessible(judge, 'entry');
  await pictures(judge, 'staff-entry');

  // One judge proposes …
  await judge.getByRole('button', { name: 'Ghi trường hợp cần xem xét' }).click();
  const counted = judge.locator('#about option', { hasText: 'được tính' });
  await judge.selectOption('#about', { label: await counted.first().innerText() });
  await judge.fill('#note', 'Có người gọi điện phản ánh bài do người khác làm.');
  await judge.getByRole('button', { name: 'Ghi', exact: true }).click();
  await judge.getByRole('heading', { name: 'Đề xuất kết luận' }).waitFor();
  await judge.getByLabel('Không tính lượt thi này').check();
  await judge.selectOption('#reason_code', 'TAKEN_BY_ANOTHER');
  await judge.fill('#text', 'Người dự thi xác nhận có người làm thay.');
  await assertAccessible(judge, 'case');
  await pictures(judge, 'staff-proposal');
  await judge.getByRole('button', { name: 'Chuyển người thứ hai xác nhận' }).click();
  await judge.getByText('Một người khác trong ban giám khảo').waitFor();
  const one = judge.url();

  // … and the board moves only when another has confirmed.
  assert.equal(await firstOf(judge, board), person);
  await enter(chief, 'truong-giam-khao');
  await chief.goto(one);
  await chief.fill('#decision_text', 'Đã nghe lại cuộc gọi, đồng ý.');
  await assertAccessible(chief, 'confirmation');
  await pictures(chief, 'staff-confirmation');
  await chief.getByRole('button', { name: 'Xác nhận, cho có hiệu lực' }).click();
  await chief.getByText('Có hiệu lực').waitFor();
  assert.notEqual(await firstOf(chief, board), person);
  await chief.getByRole('link', { name: 'Nhật ký' }).click();
  await chief.getByRole('rowheader', { name: 'Xác nhận kết luận' }).first().waitFor();
  await assertAccessible(chief, 'audit');
  await pictures(chief, 'staff-audit');
}

async function firstOf(page: Page, board: string): Promise<string> {
  await page.goto(board);
  return page.locator('tbody tr').first().getByRole('link').innerText();
}

async function enter(page: Page, name: StaffName): Promise<void> {
  await page.goto('/quan-ly/');
  await page.fill('#username', name);
  await page.fill('#password', staffPassword(name));
  await page.click('button[type=submit]');
  await page.getByRole('heading', { name: 'Việc của tôi' }).waitFor();
}
