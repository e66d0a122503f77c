// problem.test.ts - a refusal as a person reads it.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Problem } from '#api/problem.ts';

test('days and times in the API’s sentences are written as people write them', () => {
  const { message, faults } = new Problem({
    detail: 'This decision could be appealed until 2026-12-06.',
    errors: [{ pointer: '#/needs/2/from', detail: 'It ended at 2027-07-01T16:30:00Z, not on 2027-13-45.' }],
  }, 422);
  assert.equal(message, 'This decision could be appealed until 6 December 2026.');
  assert.deepEqual(faults, [{ field: 'needs-2-from', detail: 'It ended at 1 July 2027 at 5:30pm, not on 2027-13-45.' }]);
});
