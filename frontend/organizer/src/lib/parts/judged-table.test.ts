import { render, screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import type { JudgedBoard } from '#lib/api/types.ts';
import JudgedTable from '#lib/parts/JudgedTable.svelte';
import { aBoard, aPlace } from '#lib/parts/judging.fakes.ts';

const DIVISIONS = [
  { code: 'hoc-sinh', title: { vi: 'Học sinh' } },
  { code: 'nguoi-lon', title: { vi: 'Người lớn' } },
];

const shown = (board: JudgedBoard, division = '') =>
  render(JudgedTable, { props: { board, slug: 'tim-hieu-luat', zone: 'Asia/Ho_Chi_Minh', division } });
const plain = (cell: HTMLElement) => cell.textContent?.replace(/\s+/g, ' ').trim() ?? '';
const heads = () => screen.getAllByRole('columnheader').map(plain);

/** What a row says in each column, by the head of the column. */
function row(name: string): Record<string, string> {
  const cells = [...(screen.getByRole('link', { name }).closest('tr')?.cells ?? [])];
  return Object.fromEntries(cells.map((cell, index) => [heads()[index] ?? '', plain(cell)]));
}

test('each row has the facts of its person under their heads, in the order of the server', () => {
  const rows = [
    aPlace(1, {
      name: 'Lan',
      unit: 'xã Tân Tiến',
      points: 1200,
      duration_ms: 61_250,
      decided_by: 'DURATION',
    }),
    aPlace(2, { name: 'An', points: 1200, correct_count: 18, duration_ms: 62_000 }),
  ];
  shown(aBoard({ rows }));
  expect(screen.getAllByRole('rowheader').map((cell) => within(cell).getByRole('link').textContent)).toEqual([
    'Lan',
    'An',
  ]);
  expect(row('Lan')).toMatchObject({
    Hạng: '1',
    'Họ và tên': 'Lan NUMBER1 xã Tân Tiến',
    'Đơn vị': 'xã Tân Tiến',
    Điểm: '1.200',
    'Thời gian': '1:01,250',
    'Nộp lúc': '08:02:00 02/11/2026',
    'Hơn nhờ': 'thời gian làm bài',
  });
  expect(row('An')).toMatchObject({ Hạng: '2', 'Câu đúng': '18', 'Hơn nhờ': '' });
});

test('a row leads to its person, who is called by the number where the name is not to be seen', () => {
  shown(aBoard({ rows: [aPlace(1, { name: null, number: 'ABCD2345' })] }));
  const link = screen.getByRole('link', { name: 'ABCD2345' });
  expect(link.getAttribute('href')).toBe('/quan-ly/cuoc-thi/tim-hieu-luat/nguoi-du-thi/ABCD2345');
  expect(row('ABCD2345')['Họ và tên']).toBe('ABCD2345');
});

test('those who share a place are told so, and nobody else', () => {
  const rows = [
    aPlace(1),
    aPlace(2, { name: 'Lan', tied: true }),
    aPlace(2, { name: 'An', number: 'OTHER', tied: true }),
  ];
  shown(aBoard({ rows }));
  expect(['Người thứ 1', 'Lan', 'An'].map((name) => row(name)['Hạng'])).toEqual([
    '1',
    '2đồng hạng',
    '2đồng hạng',
  ]);
});

test('predictions have a column where anybody made one; who made none is not taken for a zero', () => {
  const { unmount } = shown(aBoard());
  expect(heads()).not.toContain('Dự đoán');
  unmount();
  shown(aBoard({ rows: [aPlace(1, { prediction: 0 }), aPlace(2)] }));
  expect(['Người thứ 1', 'Người thứ 2'].map((name) => row(name)['Dự đoán'])).toEqual(['0', '–']);
});

test('the board of everybody says of each person which one is theirs; the board of one need not', () => {
  const board = aBoard({
    divisions: DIVISIONS,
    rows: [aPlace(1, { unit: 'Trường A', division: 'hoc-sinh' })],
  });
  const { unmount } = shown(board);
  expect(row('Người thứ 1')).toMatchObject({
    'Họ và tên': 'Người thứ 1 NUMBER1 Trường A Học sinh',
    'Đơn vị': 'Trường A Học sinh',
  });
  unmount();
  shown(board, 'hoc-sinh');
  expect(row('Người thứ 1')['Đơn vị']).toBe('Trường A');
});

test('what does not decide yet is said above the board', () => {
  const { unmount } = shown(aBoard({ left_out: ['PREDICTION_DISTANCE', 'LOT'] }));
  expect(screen.getByText(/^Chưa xét câu dự đoán, bốc thăm:/)).toBeTruthy();
  unmount();
  shown(aBoard());
  expect(screen.queryByText(/^Chưa xét/)).toBeNull();
});
