import { Problem } from 'shared/api/client.ts';
import { refusalText } from 'shared/api/refusals.ts';
import { expect, test } from 'vitest';

import { m } from '#lib/messages.ts';

test.each(['username_password_mismatch', 'too_many_login_attempts'])(
  'a refused sign-in says why: %s',
  (code) => {
    expect(refusalText(m(), new Problem(code))).not.toBe(m().refusals.unknown);
  },
);
