// reach.ts - an answer of the service, whole, or the word that there is none.
// SPDX-License-Identifier: Apache-2.0
import { Unreachable } from './problem.ts';

// nginx waits for the service 15 seconds and then answers itself: whoever has
// heard nothing after twice that has lost the connection.
const patience = 30_000;

// A file takes as long as the line is slow.
function isFile({ headers }: Request | Response): boolean {
  const type = headers.get('Content-Type');
  return type !== null && !type.includes('json');
}

// fetch(), which throws Unreachable also where nothing comes, or not all of it.
// What is only read is asked for once more where the connection broke: it may
// have been at its end, and there is a new one at once.
export async function reach(request: Request): Promise<Response> {
  const silence = new AbortController();
  const timer = isFile(request) ? undefined : setTimeout(() => silence.abort(), patience);
  const whole = async () => {
    const response = await fetch(request, { signal: silence.signal });
    if (isFile(response))
      clearTimeout(timer);
    await response.clone().arrayBuffer();
    return response;
  };
  try {
    return await whole().catch((lost: unknown) => {
      if (request.method !== 'GET' || silence.signal.aborted)
        throw lost;
      return whole();
    });
  } catch {
    throw new Unreachable();
  } finally {
    clearTimeout(timer);
  }
}
