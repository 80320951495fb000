import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { Problem } from 'shared/api/client.ts';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { MyRound } from '#lib/api/exam.ts';
import type { AttemptSession } from '#lib/attempt-session.svelte.ts';
import { aPaper, Bench, CLOSES } from '#lib/session.fakes.ts';
import ClosedView from '#lib/views/ClosedView.svelte';
import PaperView from '#lib/views/PaperView.svelte';
import ProblemView from '#lib/views/ProblemView.svelte';
import ReviewView from '#lib/views/ReviewView.svelte';
import SubmittingView from '#lib/views/SubmittingView.svelte';
import TakenOverView from '#lib/views/TakenOverView.svelte';

const contact = { hotline: '024 3773 1234', hotline_hours: { vi: '7:30 đến 21:00' } };
let bench: Bench;
let session: AttemptSession;

beforeEach(() => {
  window.scrollTo = () => undefined;
  // The date alone: the server of the fakes closes at a fixed one.
  vi.setSystemTime(CLOSES - 900_000);
  bench = new Bench();
  session = bench.open();
});
afterEach(() => {
  session.end();
  vi.useRealTimers();
});

const paper = () => render(PaperView, { session, arrival: 'STARTED', contact });

it('shows one question as a group of real controls under its legend, and puts the focus on it', () => {
  paper();
  const group = screen.getByRole('group', { name: /Câu hỏi số 1\?/ });
  expect(within(group).getAllByRole('radio')).toHaveLength(4);
  expect(document.activeElement?.tagName).toBe('LEGEND');
  expect(screen.getByText('Câu 1/5')).toBeTruthy();
});

it('speaks the letter of an option, since another one may name it («Cả A và B»)', () => {
  paper();
  expect(screen.getByRole('radio', { name: /^B\s+Hai/ })).toBeTruthy();
});

it('says what is chosen in a word, and what is saved', async () => {
  paper();
  await userEvent.click(screen.getByRole('radio', { name: /Hai/ }));
  expect(screen.getByRole('radio', { name: /Hai.*Đã chọn/ })).toHaveProperty('checked', true);
  expect(screen.getByText(/1 câu chờ gửi/)).toBeTruthy();
  await vi.waitFor(() => expect(screen.getByText('Đã lưu 1/5 câu')).toBeTruthy());
  expect(bench.server.answers()).toEqual({ 0: { chosen: [1] } });
});

it('works by keyboard alone', async () => {
  paper();
  await userEvent.keyboard('c');
  expect(session.answerTo(0)).toEqual({ chosen: [2] });
  await userEvent.keyboard('1{ArrowRight}');
  expect([session.answerTo(0), session.at]).toEqual([{ chosen: [0] }, 1]);
  await userEvent.keyboard('ad');
  expect(session.answerTo(1)).toEqual({ chosen: [0, 3] });
  await userEvent.keyboard('{ArrowLeft}z');
  expect([session.at, session.answerTo(0)]).toEqual([0, { chosen: [0] }]);
});

it('leaves keys alone in a text field', async () => {
  session.goTo(2);
  paper();
  await userEvent.type(screen.getByRole('textbox', { name: 'Câu trả lời của bạn' }), '1,5{ArrowLeft}a');
  expect([session.at, session.answerTo(2)]).toEqual([2, { written: '1,a5' }]);
});

it('orders with buttons and records the order shown', async () => {
  session.goTo(3);
  paper();
  await userEvent.click(screen.getByRole('button', { name: 'Xuống: Một' }));
  expect(session.answerTo(3)).toEqual({ written: '1,0,2,3' });
});

it('echoes the prediction in words and keeps no nonsense', async () => {
  session.goTo(5);
  paper();
  expect(screen.getByRole('group', { name: /trả lời đúng cả 5 câu trong tuần 2/ })).toBeTruthy();
  const field = screen.getByRole('textbox', { name: 'Dự đoán của bạn' });
  await userEvent.type(field, '10453');
  expect(screen.getByText('10.453 (mười nghìn bốn trăm năm mươi ba)')).toBeTruthy();
  expect(session.prediction).toBe(10_453);
  await userEvent.type(field, 'x');
  expect(session.prediction).toBeNull();
  expect(screen.getByText(/Chỉ gõ chữ số/)).toBeTruthy();
});

it('names every question in the list with its state', async () => {
  session.answer(1, { chosen: [0] });
  session.mark(1, true);
  paper();
  await vi.waitFor(() => expect(session.waits).toBe(false));
  expect(screen.getByRole('button', { name: 'Câu 2, đã trả lời, đánh dấu', hidden: true })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Câu 1, chưa trả lời', hidden: true })).toHaveProperty(
    'ariaCurrent',
    'step',
  );
});

it('names what is unanswered and the blank prediction before submission', async () => {
  session.answer(0, { chosen: [0] });
  session.goTo(6);
  render(ReviewView, { session, contact });
  expect(screen.getByText('Còn 4 câu chưa trả lời:')).toBeTruthy();
  expect(screen.getByText(/Bạn chưa điền câu dự đoán/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Câu 3' }));
  expect(session.at).toBe(2);
});

it('offers the hotline on every page of an attempt', () => {
  for (const View of [PaperView, ReviewView, SubmittingView]) {
    const { container, unmount } = render(View, { session, contact, arrival: 'STARTED' });
    expect(container.querySelector('a[href="tel:02437731234"]')).toBeTruthy();
    unmount();
  }
});

it('tells how many answers another device does not have yet', async () => {
  bench.network.fate = () => 'REQUEST_LOST';
  session.answer(0, { chosen: [0] });
  const onresume = vi.fn();
  render(TakenOverView, { session, contact, busy: false, onresume });
  expect(screen.getByText(/1 câu trên máy này chưa kịp gửi/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Làm tiếp ở đây' }));
  expect(onresume).toHaveBeenCalledOnce();
});

it.each([0, 1, 2, 3, 5])('has no accessibility fault at place %d', async (place) => {
  session.goTo(place);
  const { container } = paper();
  const { violations } = await axe.run(container, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map(({ id }) => id)).toEqual([]);
});

it('does not say of who is out of the contest that the tries are used up', () => {
  const { contest, round } = aPaper();
  const closed = (attempts_left: number) =>
    ({ contest: { ...contest, contact }, round, attempts: [], attempts_left }) as unknown as MyRound;
  const { unmount } = render(ClosedView, { mine: closed(2) });
  expect(screen.getByRole('heading', { name: 'Bạn không còn dự thi cuộc thi này' })).toBeTruthy();
  unmount();
  render(ClosedView, { mine: closed(0) });
  expect(screen.getByRole('heading', { name: 'Bạn đã dùng hết lượt thi của đợt này' })).toBeTruthy();
});

it('tells a person with a role why there is no attempt for them, and the way back', () => {
  const problem = new Problem('has_a_role', 409);
  render(ProblemView, { problem, mine: null, busy: false, onretry: () => undefined });
  expect(screen.getByRole('heading', { name: 'Bạn không thể dự thi' })).toBeTruthy();
  expect(screen.getByText(/^Bạn có việc trong cuộc thi này hoặc ở cơ quan tổ chức/)).toBeTruthy();
  expect(screen.queryByText(/has_a_role|Thử lại/)).toBeNull();
  expect(screen.getByRole('link', { name: 'Về trang cuộc thi' })).toBeTruthy();
});
