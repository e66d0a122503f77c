// session.ts - who is signed in, on this page.
// SPDX-License-Identifier: Apache-2.0
//
// The access token lives in this variable and nowhere else. What outlives a
// page is the refresh cookie, which no script can read: each page begins by
// asking for a token with it.
import { Unreachable } from './problem.ts';

let token: string | null = null;
// That there is a cookie, which no script can see: spares a question whose
// answer is known. It says nothing about whose it is.
const hint = 'fairlot-signed-in';

function keep(next: string | null): void {
  token = next;
  if (next !== null)
    localStorage.setItem(hint, 'yes');
  else
    localStorage.removeItem(hint);
}

// What to do when the session is over: asks the person to sign in again, in
// place, and resolves when that is done. Set by a page that needs a session.
let askAgain: (() => Promise<void>) | null = null;

export function whenSignedOut(ask: () => Promise<void>): void {
  askAgain = ask;
}

// Told to every tab: 'renewed' keeps them all alive, 'ended' ends them all.
export const tabs = typeof BroadcastChannel === 'undefined'
  ? null : new BroadcastChannel('fairlot-session');

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { credentials: 'same-origin', ...init });
  } catch {
    throw new Unreachable();
  }
}

// A cookie is good for one use, so two tabs take turns.
export async function renew(): Promise<boolean> {
  const before = token;
  if (localStorage.getItem(hint) === null)
    return false;
  return navigator.locks.request('fairlot-renewal', async () => {
    if (token !== before)
      return token !== null;
    const response = await send('/v1/sessions/renewal', { method: 'POST' });
    if (response.status >= 500)
      throw new Unreachable();
    keep(response.ok ? (await response.json()).access_token : null);
    if (token !== null)
      tabs?.postMessage('renewed');
    return token !== null;
  });
}

export async function signIn(email: string, password: string): Promise<Response> {
  const response = await send('/v1/sessions', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (response.ok) {
    keep((await response.clone().json()).access_token);
    tabs?.postMessage('renewed');
  }
  return response;
}

// Works, as far as this page goes, also where nobody answers.
export async function signOut(): Promise<void> {
  const was = token;
  keep(null);
  tabs?.postMessage('ended');
  if (was !== null)
    await send('/v1/sessions/current', {
      method: 'DELETE',
      headers: { Authorization: `Bearer ${was}` },
      keepalive: true,
    }).catch(() => undefined);
}

export function forget(): void {
  token = null;
}

async function once(request: Request): Promise<Response> {
  const asked = request.clone();
  if (token !== null)
    asked.headers.set('Authorization', `Bearer ${token}`);
  try {
    return await fetch(asked);
  } catch {
    throw new Unreachable();
  }
}

// fetch() for the API's client. A token that has run out is renewed; a session
// that has ended is begun anew by the person, and the request sent again.
export async function authorised(request: Request): Promise<Response> {
  let response = await once(request);
  if (response.status !== 401 || askAgain === null)
    return response;
  if (!await renew())
    await askAgain();
  response = await once(request);
  return response;
}
