// reach.test.ts - a service that is silent, or breaks off in the middle.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { afterEach, mock, test } from 'node:test';

import { Unreachable } from '#api/problem.ts';
import { reach } from '#api/reach.ts';

const address = 'https://fairlot.example/v1/referrals';
const json = { 'Content-Type': 'application/json' };

type Service = (signal: AbortSignal) => Promise<Response>;

// Says nothing until whoever asked has had enough.
const silent: Service = (signal) => new Promise((_, fail) => {
  signal.addEventListener('abort', () => fail(signal.reason));
});

// Sends half a document, and then what `next` does.
const half = (type: string, next: (body: ReadableStreamDefaultController) => void): Service => (signal) => {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"items": ['));
      signal.addEventListener('abort', () => controller.error(signal.reason));
      next(controller);
    },
  });
  return Promise.resolve(new Response(body, { headers: { 'Content-Type': type } }));
};

function forget(): void {
  mock.timers.reset();
  mock.restoreAll();
}

// Is there only from the second time on.
const atLast = (): Service => {
  let asked = 0;
  return () => (++asked > 1 ? Promise.resolve(Response.json({})) : Promise.reject(new TypeError('network')));
};

// What becomes of a request after that time.
async function after(seconds: number, service: Service, init: RequestInit = {}): Promise<string> {
  forget();
  mock.timers.enable({ apis: ['setTimeout'] });
  mock.method(globalThis, 'fetch', (_: Request, { signal }: { signal: AbortSignal }) => service(signal));
  let outcome = 'waits';
  reach(new Request(address, init)).then(
    ({ status }) => { outcome = String(status); },
    (error: unknown) => { outcome = error instanceof Unreachable ? 'unreachable' : 'thrown'; });
  const settled = () => new Promise((resolve) => { setImmediate(resolve); });
  await settled();
  mock.timers.tick(seconds * 1000);
  await settled();
  return outcome;
}

afterEach(forget);

test('half a minute of silence is told, and no less', async () => {
  assert.equal(await after(29, silent), 'waits');
  assert.equal(await after(31, silent), 'unreachable');
});

test('an answer that comes is passed on whole', async () => {
  const service: Service = () => Promise.resolve(Response.json({ items: [1] }, { status: 201 }));
  assert.equal(await after(0, service), '201');
  const answer = await reach(new Request(address));
  assert.deepEqual(await answer.json(), { items: [1] });
});

test('one that breaks off, or stops, is none', async () => {
  assert.equal(await after(0, half('application/json', (body) => body.error(new TypeError('network')))), 'unreachable');
  assert.equal(await after(31, half('application/problem+json', () => undefined)), 'unreachable');
});

test('what is read is asked for once more where the connection broke, and nothing is done twice', async () => {
  assert.equal(await after(0, atLast()), '200');
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
    assert.equal(await after(0, atLast(), { method }), 'unreachable', method);
});

test('a file may take its time, on its way there and back', async () => {
  const upload = { method: 'PUT', body: '%PDF', headers: { 'Content-Type': 'application/pdf' } };
  assert.equal(await after(120, silent, upload), 'waits');
  assert.equal(await after(120, half('application/pdf', () => undefined)), 'waits');
  assert.equal(await after(31, silent, { method: 'PUT', body: '{}', headers: json }), 'unreachable');
});
