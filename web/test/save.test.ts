// save.test.ts - what a document is called in a person's downloads.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';

import { fileName } from '../src/lists/save.ts';

const media = readFileSync(resolve(import.meta.dirname, '../../api/media.c'), 'utf8');

test('a file ends as its bytes are, for each kind that the API takes', () => {
  const kinds = [...media.matchAll(/\{ "([a-z]+\/[^"]+)", "(\.[a-z]+)" \}/g)];
  assert.ok(kinds.length >= 7);
  for (const [, type, ending] of kinds)
    assert.equal(fileName('Policy.jar', type!), `Policy.jar${ending}`);
  assert.equal(fileName('Policy.jar', 'application/x-new'), 'Policy.jar.bin');
});
