// records.test.ts - a file of accreditations: read, cut into imports, and its faults told by record and line.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Problem } from '#api/problem.ts';
import { fileOf, partsOf, readRecords, retold, Unreadable } from '#lead/records.ts';

const record = (name: string, more: object = {}) => ({ establishment: { name }, ...more }) as never;

test('what is written here is read again, one record a line', () => {
  const records = [record('Ashdown House'), record('Beech "]}" {[ wood\\')];
  const { items, lines } = readRecords(`\ufeff${fileOf(records)}`);
  assert.deepEqual(items, records.map((one) => ({ record: one })));
  assert.deepEqual(lines, [2, 3]);
});

test('a page of the API, the body of an import and a single record are files, too', () => {
  const one = record('Ashdown House', { answers: { statements: {} } });
  assert.deepEqual(readRecords(JSON.stringify({ items: [one, one], next: null }, null, 2)).lines, [3, 11]);
  const sent = { record: one, provider_id: '6d5c4b3a-2918-4f7e-8d6c-5b4a39281706' };
  assert.deepEqual(readRecords(JSON.stringify({ source: 'x', items: [sent] })).items, [sent]);
  assert.deepEqual(readRecords(JSON.stringify(one, null, 2)), { items: [{ record: one }], lines: [1] });
});

test('what is none is refused with a sentence', () => {
  for (const text of ['', 'Home;Town\n', '[{]', '[]', '{"items":[]}'])
    assert.throws(() => readRecords(text), Unreadable, text);
});

test('one import takes fifty records, and fewer of long ones', () => {
  const items = Array.from({ length: 120 }, (_, n) => ({ record: record(`Home ${n}`) }));
  assert.deepEqual(partsOf(items).map((part) => part.length), [50, 50, 20]);
  assert.deepEqual(partsOf(items).flat(), items);
  const long = Array.from({ length: 5 }, () => ({ record: record('x'.repeat(100_000)) }));
  assert.deepEqual(partsOf(long).map((part) => part.length), [2, 2, 1]);
});

test('a fault is told by record, home and line, whichever import it was in', () => {
  const file = readRecords(fileOf(Array.from({ length: 60 }, (_, n) => record(`Home ${n + 1}`))));
  const problem = new Problem({ errors: [
    { pointer: '#/items/3/record/establishment/rating', detail: 'This must be one of: good.' },
    { pointer: '#/items/4', detail: 'This is missing: record.' },
    { pointer: '#/source', detail: 'This must not be empty.' },
  ] }, 422);
  assert.deepEqual(retold(problem, file, 50), [
    { field: 'file', detail: 'Record 54 (Home 54, line 55), establishment, rating: This must be one of: good.' },
    { field: 'file', detail: 'Record 55 (Home 55, line 56): This is missing: record.' },
    { field: 'source', detail: 'This must not be empty.' },
  ]);
});
