import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import type { Act, CaseRow } from '#lib/api/types.ts';
import CaseStatus from '#lib/parts/CaseStatus.svelte';
import CaseTable from '#lib/parts/CaseTable.svelte';
import { atDesk } from '#lib/parts/desk.fakes.ts';

const aRow = (change: Partial<CaseRow> = {}): CaseRow => ({
  id: 'case-1',
  entry: 'ABCD2345',
  round: 2,
  ordinal: 1,
  signal: 'IMPLAUSIBLE_TIME',
  state: 'OPEN',
  opened_at: '2026-11-02T01:00:00Z',
  proposed_by_me: null,
  ...change,
});

/** State, proposed by me, what I may do, what I read. */
const STATES: [string, boolean | null, Act[], string][] = [
  ['OPEN', null, ['RULE'], 'Đang xem xét'],
  ['PROPOSED', false, ['RULE'], 'Chờ bạn xác nhận'],
  ['PROPOSED', true, ['RULE'], 'Bạn đã đề xuất, chờ người khác'],
  ['PROPOSED', false, ['OPEN_CASE'], 'Chờ người thứ hai'],
  ['PROPOSED', null, ['RULE'], 'Chờ người thứ hai'],
  ['SETTLED', null, ['RULE'], 'Đã kết luận'],
  ['SETTLED', false, ['RULE'], 'Đã kết luận'],
];

test.each(STATES)(
  'a case that is %s (proposed by me: %s) before who may %s: «%s»',
  (state, mine, acts, said) => {
    const { container } = render(atDesk(CaseStatus, acts), {
      props: { row: { state, proposed_by_me: mine } },
    });
    expect(container.textContent?.trim()).toContain(said);
  },
);

test('a row says what the case is about, and leads to it', () => {
  const cases = [aRow(), aRow({ id: 'case-2', signal: 'REPORT', round: null, ordinal: null })];
  render(atDesk(CaseTable, []), { props: { cases, slug: 'tim-hieu-luat', zone: 'Asia/Ho_Chi_Minh' } });
  const link = screen.getByRole('link', { name: 'Thời gian làm bài khác thường' });
  expect(link.getAttribute('href')).toBe('/quan-ly/cuoc-thi/tim-hieu-luat/truong-hop/case-1');
  const about = screen.getAllByRole('row').map((row) => (row as HTMLTableRowElement).cells[2]?.textContent);
  expect(about).toEqual(['Về', 'Mã dự thi ABCD2345, đợt 2, lượt 1', 'Mã dự thi ABCD2345']);
});
