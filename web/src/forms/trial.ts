// trial.ts - what else is wrong with a form of which a part cannot be read.
// SPDX-License-Identifier: Apache-2.0
//
// The API is sent what could be read, and at the place of what could not be
// something that is no value of any field: so it refuses for certain, and names
// the faults of the rest. Who typed an impossible day and forgot the reason
// hears of both at once. That an object is refused at each place of each body,
// tests/http tries.
import { type Fault, Problem, Unreachable } from '#api/problem.ts';

const unreadable = { unreadable: true };

// "needs-0-mark" is the place #/needs/0/mark; a key may have a "-" of its own.
function mark(within: unknown, field: string): boolean {
  if (typeof within !== 'object' || within === null)
    return false;
  const members = within as Record<string, unknown>;
  if (Object.hasOwn(members, field)) {
    members[field] = unreadable;
    return true;
  }
  return Object.keys(members).some((key) =>
    field.startsWith(`${key}-`) && mark(members[key], field.slice(key.length + 1)));
}

class TakenApart extends Error {}

// A body that can be sent and nothing else. Who takes it apart could send a part
// of it that can be read, and the API would do that.
function whole<B>(body: B): B {
  const refuse = () => {
    throw new TakenApart();
  };
  return new Proxy({}, {
    get: (_, name) => (name === 'toJSON' ? () => body : refuse()),
    has: refuse,
    ownKeys: refuse,
  }) as B;
}

// Whether one is the other or a part of it.
const touches = (a: string, b: string): boolean => `${a}-`.startsWith(`${b}-`) || `${b}-`.startsWith(`${a}-`);

// What the API finds at other places than these, which could not be read.
// Nothing is asked where one of them has no place in the body.
export async function faultsBesides<B>(
  places: string[], body: B, send: (trial: B) => Promise<unknown>,
): Promise<Fault[]> {
  const trial = structuredClone(body);
  if (!places.every((place) => mark(trial, place)))
    return [];
  try {
    await send(whole(trial));
  } catch (refusal) {
    if (refusal instanceof TakenApart || refusal instanceof Unreachable)
      return [];
    if (!(refusal instanceof Problem))
      throw refusal;
    return refusal.faults.filter(({ field }) => !places.some((place) => touches(place, field)));
  }
  return [];
}
