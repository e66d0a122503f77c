// trial.test.ts - what is asked of the API where a part of a form cannot be read.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Problem, Unreachable } from '../src/api/problem.ts';
import { faultsBesides } from '../src/forms/trial.ts';

const refusal = (...pointers: string[]) => new Problem({
  errors: pointers.map((pointer) => ({ pointer, detail: 'Wrong.' })) }, 422);

// What was sent, as the API gets it.
async function sentFor(places: string[], body: unknown): Promise<unknown[]> {
  const sent: unknown[] = [];
  await faultsBesides(places, body, async (trial) => {
    sent.push(JSON.parse(JSON.stringify(trial)));
  });
  return sent;
}

const no = { unreadable: true };

test('what cannot be read is sent as what no field may be', async () => {
  const body = { title: 'A', on: '', cost: undefined, needs: [{ mark: 1 }, { mark: 0 }], core_pence: { 'sen-day': 0, sen: { day: 1 } } };
  assert.deepEqual(await sentFor(['on', 'cost', 'needs-1-mark', 'core_pence-sen-day'], body), [
    { title: 'A', on: no, cost: no, needs: [{ mark: 1 }, { mark: no }], core_pence: { 'sen-day': no, sen: { day: 1 } } }]);
  assert.equal(body.on, '');
});

test('nothing is sent where a place of it is not known', async () => {
  assert.deepEqual(await sentFor(['on', 'step'], { on: '' }), []);
  assert.deepEqual(await sentFor(['on'], { rebate: { on: '' } }), []);
  assert.deepEqual(await sentFor(['vacancies'], 0), []);
});

test('a part of it is never sent by itself', async () => {
  const body = { on: '', reason: 'Why' };
  const sent: unknown[] = [];
  const takes = [
    async ({ reason }: typeof body) => sent.push(reason),
    async ({ on: _, ...rest }: typeof body) => sent.push(rest),
    async (trial: typeof body) => sent.push({ ...trial }),
    async (trial: typeof body) => sent.push('reason' in trial),
  ];
  for (const take of takes)
    assert.deepEqual(await faultsBesides(['on'], body, take), []);
  assert.deepEqual(sent, []);
});

test('the API’s word counts for what could be read', async () => {
  const body = { on: '', reason: '', weights: { price: 0, core: 1 } };
  const found = await faultsBesides(['on', 'weights-price'], body, () =>
    Promise.reject(refusal('#/on', '#/on/unreadable', '#/reason', '#/weights', '#/weights/core')));
  assert.deepEqual(found.map(({ field }) => field), ['reason', 'weights-core']);
});

test('where the API does not say, what cannot be read is told alone', async () => {
  for (const silence of [new Unreachable(), new Problem({ detail: 'It is published.' }, 409)])
    assert.deepEqual(await faultsBesides(['on'], { on: '' }, () => Promise.reject(silence)), []);
  await assert.rejects(faultsBesides(['on'], { on: '' }, () => Promise.reject(new TypeError('ours'))), TypeError);
});
