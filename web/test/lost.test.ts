// lost.test.ts - a change whose answer was lost, and that is sent again.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { rememberingLosses, saysAll } from '#api/lost.ts';
import { Problem, Unreachable } from '#api/problem.ts';

const address = 'https://fairlot.example/v1/establishments/1';

// A service that keeps one thing, as the API does; `loses`: its next answer;
// `refuses`: a change, with that status; `hides`: what stands there.
function service(first: object | null) {
  let stands = first;
  let version = 1;
  const it = {
    loses: false,
    refuses: 0,
    hides: false,
    changes: 0,
    set: (thing: object) => { stands = thing; version++; },
    fetch: async (request: Request): Promise<Response> => {
      const now = () => Response.json({ id: '1', ...stands }, { headers: { ETag: `"${version}"` } });
      if (request.method === 'GET')
        return it.hides ? new Response('away', { status: 503 }) : now();
      if (it.refuses)
        return Response.json({}, { status: it.refuses });
      const condition = request.headers.get('If-Match');
      if (stands !== null && condition !== `"${version}"`)
        return Response.json({}, { status: condition === null ? 428 : 412 });
      it.set(await request.json());
      it.changes++;
      if (it.loses)
        throw new Unreachable();
      return now();
    },
  };
  return it;
}

const put = (body: object, headers = {}) => new Request(address, {
  method: 'PUT', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...headers },
});

async function lostOnce(of: ReturnType<typeof service>, request: Request) {
  const send = rememberingLosses(of.fetch);
  of.loses = true;
  await assert.rejects(send(request), Unreachable);
  of.loses = false;
  return send;
}

test('sent again as it was, it is done', async () => {
  const home = service({ name: 'Ash' });
  const send = await lostOnce(home, put({ name: 'Beech' }, { 'If-Match': '"1"' }));
  const answer = await send(put({ name: 'Beech' }, { 'If-Match': '"1"' }));
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('ETag'), '"2"');
  assert.equal(home.changes, 1);
});

test('so is what it has made', async () => {
  const home = service(null);
  const send = await lostOnce(home, put({ name: 'Beech' }));
  assert.equal((await send(put({ name: 'Beech' }))).status, 200);
  assert.equal(home.changes, 1);
});

test('typed over meanwhile, the first try is told to be saved, and the second not to be', async () => {
  const home = service({ name: 'Ash' });
  const send = await lostOnce(home, put({ name: 'Beech' }, { 'If-Match': '"1"' }));
  await assert.rejects(send(put({ name: 'Chalk' }, { 'If-Match': '"1"' })),
    (error) => error instanceof Problem && /but it was saved/.test(error.message));
  assert.equal(home.changes, 1);
});

test('another form of the same thing goes over nobody’s change', async () => {
  const home = service({ name: 'Ash', capacity: 9 });
  const send = await lostOnce(home, put({ name: 'Beech' }, { 'If-Match': '"1"' }));
  home.set({ name: 'Beech', capacity: 10 });
  await assert.rejects(send(put({ capacity: 11 }, { 'If-Match': '"1"' })), Problem);
  assert.equal(home.changes, 1);
});

test('a refusal on the way leaves the first try in mind', async () => {
  const home = service({ name: 'Ash' });
  const send = await lostOnce(home, put({ name: 'Beech' }, { 'If-Match': '"1"' }));
  home.refuses = 422;
  assert.equal((await send(put({ name: '' }, { 'If-Match': '"1"' }))).status, 422);
  home.refuses = 0;
  assert.equal((await send(put({ name: 'Beech' }, { 'If-Match': '"1"' }))).status, 200);
});

test('where it cannot be read again, that is the answer', async () => {
  const home = service({ name: 'Ash' });
  const send = await lostOnce(home, put({ name: 'Beech' }, { 'If-Match': '"1"' }));
  home.hides = true;
  assert.equal((await send(put({ name: 'Beech' }, { 'If-Match': '"1"' }))).status, 503);
  home.hides = false;
  assert.equal((await send(put({ name: 'Beech' }, { 'If-Match': '"1"' }))).status, 200);
});

test('changed by somebody else meanwhile, it is not, and nobody says that nothing was saved', async () => {
  const home = service({ name: 'Ash' });
  const send = await lostOnce(home, put({ name: 'Beech' }, { 'If-Match': '"1"' }));
  home.set({ name: 'Downland' });
  await assert.rejects(send(put({ name: 'Beech' }, { 'If-Match': '"1"' })),
    (error) => error instanceof Problem && /^Your first try was not answered/.test(error.message));
  assert.equal(home.changes, 1);
});

test('without a loss, a 412 is somebody else’s change', async () => {
  const send = rememberingLosses(service({ name: 'Beech' }).fetch);
  assert.equal((await send(put({ name: 'Beech' }, { 'If-Match': '"0"' }))).status, 412);
});

test('what stands may say more than was sent, and no less', () => {
  const stands = { id: '1', children: [{ core: { staff: 1 }, total: 3 }], note: null };
  for (const sent of [
    { children: [{ core: { staff: 1 } }] }, { note: null }, { note: null, reason: 'never shown' },
  ])
    assert.ok(saysAll(stands, sent), JSON.stringify(sent));
  for (const sent of [
    { children: [] }, { children: [{ core: { staff: 2 } }] }, { children: [{ core: { staff: 1, rent: 2 } }] }, { children: {} },
    { note: 'x' }, { reason: 'never shown' },
  ])
    assert.ok(!saysAll(stands, sent), JSON.stringify(sent));
  assert.ok(saysAll({ version: 1, bid: { statement: 'x' } }, { statement: 'x' }));
});
