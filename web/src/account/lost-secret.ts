// lost-secret.ts - what to say where an answer with a secret was lost on its way.
// SPDX-License-Identifier: Apache-2.0
import { Problem, Unreachable } from '#api/client.ts';

// Nobody knows whether it was done.
export class Lost extends Unreachable {
  constructor(advice: string) {
    super();
    this.message = `No answer came that says whether this worked. ${advice}`;
  }
}

const isUnknown = (error: unknown): boolean =>
  error instanceof Unreachable || (error instanceof Problem && error.status >= 500);

// The API keeps no answer that has a secret in it: sent again, the request would
// be done again. So `advice` says where to look first.
export async function orLost<T>(asked: Promise<T>, advice: string): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw isUnknown(error) ? new Lost(advice) : error;
  }
}
