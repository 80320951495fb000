import { expect, it } from 'vitest';

import { callTo } from './call.ts';

it.each([
  ['024 3773 1234', 'tel:02437731234'],
  ['(+84) 24.3773-1234', 'tel:+842437731234'],
])('calls %s', (phone, link) => {
  expect(callTo(phone)).toBe(link);
});
