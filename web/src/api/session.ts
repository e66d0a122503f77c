// session.ts - who is signed in, on this page.
// SPDX-License-Identifier: Apache-2.0
//
// The access token lives in this variable and nowhere else. What outlives a
// page is the refresh cookie, which no script can read: each page begins by
// asking for a token with it.
import { rememberSession, seemsSignedIn } from './hint.ts';
import { Problem, Unreachable } from './problem.ts';
import { reach } from './reach.ts';

let token: string | null = null;
// Whose screen this is, by the id in the token.
let owner: string | null = null;

function keep(next: string | null): void {
  token = next;
  rememberSession(next !== null);
  if (next !== null)
    owner = whose(next);
}

// What to do when the session is over: asks the person to sign in again, in
// place, and resolves when that is done. Set by a page that needs a session.
let askAgain: (() => Promise<void>) | null = null;

// A session that was here and is not any more.
export const isOver = (): boolean => owner !== null && token === null;

export function whenSignedOut(ask: () => Promise<void>): void {
  askAgain = ask;
}

// Told to every tab: 'renewed' keeps them all alive, 'ended' ends them all.
export const tabs = typeof BroadcastChannel === 'undefined'
  ? null : new BroadcastChannel('fairlot-session');

const send = (path: string, init: RequestInit): Promise<Response> => reach(new Request(path, init));

function whose(jwt: string): string {
  return JSON.parse(atob(jwt.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/'))).sub;
}

// A cookie is good for one use, so two tabs take turns.
const inTurn = <T>(what: () => Promise<T>): Promise<T> =>
  navigator.locks.request('fairlot-renewal', what) as Promise<T>;

// A token for the cookie; null: there is no session any more. What passes, such
// as a crowd before the service, ends none.
async function fresh(): Promise<string | null> {
  const response = await send('/v1/sessions/renewal', { method: 'POST', keepalive: true });
  if (response.status >= 500)
    throw new Unreachable();
  if (response.status === 429)
    throw new Problem(await response.json().catch(() => ({})), response.status);
  return response.ok ? (await response.json()).access_token : null;
}

export async function renew(): Promise<boolean> {
  const before = token;
  if (!seemsSignedIn())
    return false;
  await inTurn(async () => {
    if (token !== before)
      return;
    const next = await fresh();
    if (next !== null && owner !== null && whose(next) !== owner)
      return startAfresh();
    keep(next);
    if (token !== null)
      tabs?.postMessage('renewed');
  });
  return token !== null;
}

// Somebody else has signed in, in another tab: what was typed here is not hers.
// Nothing goes on until the page is gone.
function startAfresh(): Promise<never> {
  forget();
  location.reload();
  return new Promise(() => {});
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
    await inTurn(() => end(was)).catch(() => undefined);
}

// A token lasts for minutes, a session for hours: where the one has run out,
// the cookie gives another to end it with.
async function end(bearer: string): Promise<void> {
  if ((await remove(bearer)).status !== 401)
    return;
  const next = await fresh();
  if (next !== null && whose(next) === whose(bearer))
    await remove(next);
}

const remove = (bearer: string): Promise<Response> => send('/v1/sessions/current', {
  method: 'DELETE', headers: { Authorization: `Bearer ${bearer}` }, keepalive: true,
});

export function forget(): void {
  token = null;
}

async function once(request: Request): Promise<Response> {
  const asked = request.clone();
  if (token !== null)
    asked.headers.set('Authorization', `Bearer ${token}`);
  return reach(asked);
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
