// lost.ts - a change whose answer never came: it may have been made all the same.
// SPDX-License-Identifier: Apache-2.0
//
// A POST that is sent again has its key; a PUT or PATCH names the state it
// starts from, and that is over if it was made. So what stands there now says
// whether the 412 is about this person's own change.
import { Problem } from './problem.ts';

type Fetch = (request: Request) => Promise<Response>;

const unsure = 'Your first try was not answered, and what stands here now is not what you sent: '
  + 'somebody else may have changed it since.';
const firstOnly = 'Your first try was not answered, but it was saved. What you have changed since then was not.';

const isChange = ({ method, headers }: Request): boolean =>
  (method === 'PUT' || method === 'PATCH') && headers.get('Content-Type') === 'application/json';

// Changed since it was read (412), or made since it was found missing (428).
const isStale = ({ status }: Response): boolean => status === 412 || status === 428;

// fetch(), which tells a person's own lost change from somebody else's.
export function rememberingLosses(fetch: Fetch): Fetch {
  // By address: what was sent there and not answered.
  const unanswered = new Map<string, unknown[]>();
  return async (request) => {
    if (!isChange(request))
      return fetch(request);
    const { url } = request;
    const body: unknown = await request.clone().json();
    const lost = unanswered.get(url) ?? [];
    unanswered.set(url, [...lost, body]);
    const response = await fetch(request);
    // A gateway that gave up does not know what the service did.
    if (response.status >= 500)
      return response;
    // Answered: what was sent now is no more in doubt than before.
    unanswered.set(url, lost);
    const known = lost.length > 0 && isStale(response) ? await settled(fetch, url, body, lost) : response;
    if (known.ok)
      unanswered.delete(url);
    return known;
  };
}

// Never sends anything again by itself: another form may have sent the same
// address less than the whole, and a colleague changed the rest.
async function settled(fetch: Fetch, url: string, body: unknown, lost: unknown[]): Promise<Response> {
  const now = await fetch(new Request(url));
  if (!now.ok)
    return now;
  const stands: unknown = await now.clone().json();
  if (saysAll(stands, body))
    return now;
  throw Problem.stale(lost.some((one) => saysAll(stands, one)) ? firstOnly : unsure);
}

// Whether what was sent stands there, as far as it is shown: the reason of a
// change is not. A bid stands beside its receipt.
export function saysAll(stands: unknown, sent: unknown): boolean {
  const shown = stands as Record<string, unknown>;
  const place = (shown['bid'] ?? shown) as Record<string, unknown>;
  const compared = Object.entries(sent as object).filter(([name]) => name in place);
  return compared.length > 0 && holds(place, Object.fromEntries(compared));
}

// The API adds members of its own to what it was sent.
function holds(stands: unknown, sent: unknown): boolean {
  if (typeof sent !== 'object' || sent === null)
    return (stands ?? null) === sent;
  if (typeof stands !== 'object' || stands === null || Array.isArray(stands) !== Array.isArray(sent))
    return false;
  if (Array.isArray(sent) && sent.length !== (stands as unknown[]).length)
    return false;
  return Object.entries(sent).every(([name, value]) => holds((stands as Record<string, unknown>)[name], value));
}
