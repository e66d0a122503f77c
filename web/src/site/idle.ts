// idle.ts - a screen left alone asks, and then signs out, in every tab.
// SPDX-License-Identifier: Apache-2.0
import { forget, renew, signOut, tabs } from '#api/session.ts';
import { showWarning, signInAgain } from './sign-in-again.tsx';

const minute = 60_000;
// What is on the screens is about frail people, often in an open-plan office.
const signedOutAfter = 30 * minute;
// WCAG 2.2.1 wants twenty seconds; we give three minutes.
const warnedBefore = 3 * minute;
// The API ends what nobody has renewed for an hour: to type is to be there, too.
const renewedAfter = 10 * minute;

let last = Date.now();
// The page has begun with it.
let renewed = Date.now();
let timer = 0;
let asking = false;
let watching = false;

function rest(): void {
  window.clearTimeout(timer);
  const left = last + signedOutAfter - Date.now();
  if (left <= 0)
    return void end();
  if (left <= warnedBefore && !asking)
    warn();
  timer = window.setTimeout(rest, left > warnedBefore ? left - warnedBefore : 1000);
}

async function warn(): Promise<void> {
  asking = true;
  const stays = await showWarning(() => last + signedOutAfter);
  asking = false;
  if (!stays)
    return end();
  touched();
}

function touched(): void {
  last = Date.now();
  if (last - renewed < renewedAfter)
    return;
  renewed = last;
  // Whether the session is over is asked by whatever is done next.
  renew().catch(() => undefined);
}

// The session ends; what was typed stays, hidden, until the same person is back.
async function end(): Promise<void> {
  window.clearTimeout(timer);
  await signOut();
  await back();
}

async function back(): Promise<void> {
  await signInAgain();
  last = renewed = Date.now();
  rest();
}

// A page that is tried again is watched already.
export function watchIdleness(): void {
  if (watching)
    return;
  watching = true;
  for (const sign of ['pointerdown', 'keydown', 'scroll'])
    document.addEventListener(sign, () => {
      if (!asking)
        touched();
    }, { passive: true, capture: true });
  tabs?.addEventListener('message', ({ data }) => {
    if (data === 'renewed')
      last = renewed = Date.now();
    if (data === 'ended') {
      forget();
      void back();
    }
  });
  rest();
}
