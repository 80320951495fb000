import assert from 'node:assert/strict';

import { assertAccessible } from '../axe.ts';
import {
  choose,
  chosen,
  goToQuestion,
  next,
  questionNumber,
  waitForQuestion,
  waitForSaveLine,
} from '../exam.ts';
import type { Flow } from '../flow.ts';
import { enter, enterByApi, runningContest, signIn, signUp } from '../people.ts';
import { freshName, PHONE, picture, type Site } from '../site.ts';

export const citizen: Flow[] = [
  {
    name: 'a citizen takes the paper through a reload, a dead minute and a second device',
    run: takesThePaper,
  },
  { name: 'time is announced and what is saved is handed in at zero', run: runsOutOfTime },
];

async function takesThePaper(site: Site): Promise<void> {
  const phone = await site.device(PHONE);
  const name = freshName();
  const contest = await runningContest(phone);
  const total = contest.question_count;

  // From the first page to the registration.
  await phone.goto('/');
  await phone.locator(`a[href="/cuoc-thi/${contest.slug}"]`).first().click();
  await phone.waitForURL(`**/cuoc-thi/${contest.slug}`);
  await phone.getByRole('link', { name: 'Đăng ký dự thi' }).first().click();
  await phone.waitForURL('**/tao-tai-khoan**');
  await signUp(phone, name);
  await phone.waitForURL('**/dang-ky');
  await enter(phone, 'Nguyễn Thị Thử Nghiệm');
  await phone.getByRole('link', { name: 'Về trang cuộc thi' }).click();
  await phone.getByRole('link', { name: 'Vào thi' }).click();

  // The clock starts by the person's own press.
  await phone.waitForURL('**/thi/?round=*');
  await phone.getByRole('button', { name: 'Vào thi' }).waitFor();
  await phone.getByText(`${total} câu`).first().waitFor();
  await picture(phone, 'exam-start');
  await assertAccessible(phone, 'start');
  await phone.getByRole('button', { name: 'Vào thi' }).click();
  await waitForQuestion(phone);
  await picture(phone, 'exam-question');

  const first = await choose(phone, 1);
  await waitForSaveLine(phone, new RegExp(`Đã lưu 1/${total} câu$`));
  await next(phone);
  const second = await choose(phone, 0);
  await next(phone);
  await choose(phone, 2);
  await phone.getByRole('button', { name: 'Đánh dấu để xem lại' }).click();
  await waitForSaveLine(phone, new RegExp(`Đã lưu 3/${total} câu$`));
  await assertAccessible(phone, 'question');

  // A reload comes back to the same question with everything.
  await phone.reload();
  await waitForQuestion(phone);
  assert.equal(await questionNumber(phone), 3);
  await phone.getByText('Bạn đang làm tiếp lượt 1. 3 câu đã lưu được giữ nguyên.').waitFor();
  await goToQuestion(phone, 1);
  assert.deepEqual(await chosen(phone), [first]);

  // The page itself is on the device by now, where the browser can keep it.
  await phone.waitForFunction(async () => (await caches.open('exam-room')).match('/thi/'));

  // A dead minute: what is chosen stays on the device, is said to wait, and goes out by itself.
  await phone.context().setOffline(true);
  await goToQuestion(phone, 4);
  const fourth = await choose(phone, 3);
  await next(phone);
  const fifth = await choose(phone, 1);
  await waitForSaveLine(phone, new RegExp(`Đã lưu 3/${total} câu, 2 câu chờ gửi`));
  await phone.getByText('Câu trả lời vẫn giữ trên máy, sẽ tự gửi khi có mạng.').waitFor();
  await picture(phone, 'exam-offline');
  await phone.waitForTimeout(6_000);
  await waitForSaveLine(phone, /2 câu chờ gửi/);

  // Even a reload without network opens the paper again, with all of it.
  await phone.reload();
  await waitForQuestion(phone);
  await phone.getByText('Bạn vẫn làm bài được').waitFor();
  await waitForSaveLine(phone, new RegExp(`Đã lưu 3/${total} câu, 2 câu chờ gửi`));
  assert.deepEqual(await chosen(phone), [fifth]);
  await phone.context().setOffline(false);
  await waitForSaveLine(phone, new RegExp(`Đã lưu 5/${total} câu$`));

  // A second device finds everything and takes over only on the person's word.
  const address = new URL(phone.url());
  const tablet = await site.device(PHONE);
  await signIn(tablet, name, undefined, address.pathname + address.search);
  await tablet.getByText('Bạn đang làm dở một lượt').waitFor();
  await picture(tablet, 'exam-elsewhere');
  await assertAccessible(tablet, 'open elsewhere');
  await tablet.getByRole('button', { name: 'Làm tiếp ở đây' }).click();
  await waitForQuestion(tablet);
  for (const [number, text] of [
    [1, first],
    [2, second],
    [4, fourth],
    [5, fifth],
  ] as const) {
    await goToQuestion(tablet, number);
    assert.deepEqual(await chosen(tablet), [text]);
  }
  await goToQuestion(tablet, 6);
  await choose(tablet, 0);
  await waitForSaveLine(tablet, new RegExp(`Đã lưu 6/${total} câu$`));

  // The first device learns it with its next answer, keeps that answer and takes back on the person's word.
  await goToQuestion(phone, 7);
  const seventh = await choose(phone, 1).catch(() => '');
  await phone.getByRole('heading', { name: 'Bài đang mở ở nơi khác' }).waitFor();
  await phone.getByText('1 câu trên máy này chưa kịp gửi').waitFor();
  await picture(phone, 'exam-taken-over');
  await assertAccessible(phone, 'taken over');
  await phone.getByRole('button', { name: 'Làm tiếp ở đây' }).click();
  await waitForQuestion(phone);
  await waitForSaveLine(phone, new RegExp(`Đã lưu 7/${total} câu$`));
  await goToQuestion(phone, 7);
  assert.equal((await chosen(phone)).length, 1);
  if (seventh) assert.deepEqual(await chosen(phone), [seventh]);

  await submits(site, phone, contest.slug, total);
}

async function submits(
  site: Site,
  phone: Awaited<ReturnType<Site['device']>>,
  slug: string,
  total: number,
): Promise<void> {
  // The review names what is missing; the prediction is echoed in words.
  await phone.locator('button.map').click();
  await phone.getByRole('button', { name: 'Xem lại và nộp bài' }).click();
  await phone.getByText(`Còn ${total - 7} câu chưa trả lời:`).waitFor();
  await phone.getByText('Bạn chưa điền câu dự đoán.').waitFor();
  await picture(phone, 'exam-review');
  await assertAccessible(phone, 'review');
  await phone.getByRole('button', { name: 'Dự đoán' }).click();
  await phone.fill('#prediction', '10453');
  await phone.getByText('10.453 (mười nghìn bốn trăm năm mươi ba)').waitFor();
  await picture(phone, 'exam-prediction');
  await assertAccessible(phone, 'prediction');
  await next(phone);
  await phone.getByText('Dự đoán của bạn: 10.453').waitFor();
  await phone.getByRole('button', { name: 'Nộp bài' }).click();

  // The receipt says what was stored and when; the points follow.
  await phone.getByRole('heading', { name: 'Đã nhận bài của bạn' }).waitFor();
  await phone.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/).waitFor();
  await phone.getByText(`7/${total} câu trả lời`).waitFor();
  await phone
    .getByText(/\d\d:\d\d:\d\d, (thứ|Chủ)/)
    .first()
    .waitFor();
  const points = await phone.locator('.result strong').innerText();
  assert.match(points, /^\d+\/\d+ điểm$/);
  await picture(phone, 'exam-receipt');
  await assertAccessible(phone, 'receipt');

  // A reload shows the receipt again, never a second start.
  const code = await phone.locator('.code .figures').innerText();
  await phone.reload();
  await phone.getByText(code).waitFor();

  const receipt = phone.url();

  // And the place on the board.
  await phone.getByRole('link', { name: 'Xem bảng xếp hạng' }).click();
  await phone.waitForURL(`**/cuoc-thi/${slug}/bang-xep-hang**`);
  await phone
    .getByRole('complementary', { name: 'Hạng của bạn' })
    .getByText(/^Hạng \d+/)
    .first()
    .waitFor();
  await picture(phone, 'board-own');

  // The phone goes to somebody else: nobody is signed in, and nothing of the attempt is left on it.
  await phone.goto(receipt);
  await phone.getByRole('button', { name: 'Người khác dự thi trên máy này' }).click();
  await phone.waitForURL((url) => url.pathname === '/');
  const left = await phone.evaluate(() =>
    Object.keys(localStorage).filter((key) => key.startsWith('attempt:')),
  );
  assert.deepEqual(left, []);
  await phone.goto(receipt);
  await phone.getByText('Bạn cần đăng nhập để vào phòng thi.', { exact: false }).waitFor();
}

async function runsOutOfTime(site: Site): Promise<void> {
  const phone = await site.device(PHONE);
  const address = await enterByApi(phone);
  await phone.clock.install();
  await phone.goto(address);
  await phone.getByRole('button', { name: 'Vào thi' }).click();
  await waitForQuestion(phone);
  await choose(phone, 0);
  await waitForSaveLine(phone, /Đã lưu 1\/\d+ câu$/);
  const shown = await phone.locator('header .time .figures').innerText();
  const [minutes = 0, seconds = 0] = shown.split(':').map(Number);

  await phone.clock.fastForward((minutes * 60 + seconds - 295) * 1_000);
  await phone.getByRole('status').filter({ hasText: 'Còn 5 phút.' }).waitFor({ state: 'attached' });
  await phone.locator('header .time.soon').waitFor();
  await picture(phone, 'exam-five-minutes');
  await phone.clock.fastForward(240_000);
  await phone.getByRole('status').filter({ hasText: 'Còn 1 phút.' }).waitFor({ state: 'attached' });
  await picture(phone, 'exam-one-minute');
  await phone.clock.fastForward(60_000);
  await phone.getByRole('heading', { name: 'Đã nhận bài của bạn' }).waitFor();
  await phone.getByText(/^1\/\d+ câu trả lời$/).waitFor();
}
