// problem.ts - what went wrong, as a person is told it.
// SPDX-License-Identifier: Apache-2.0
import { atTime, onDay } from '#site/words.ts';

import type { components } from '../../build/api.d.ts';

type Document = components['schemas']['Problem'];

// One fault of the input: which field, and the sentence to show beside it.
export interface Fault {
  field: string;
  detail: string;
  // What it is called, and where it is mended, if that is another page.
  elsewhere?: { text: string; href: string };
}

// What the API says of If-Match, wrong or missing, is for programs.
const staleSentence = 'Somebody else has changed this since you opened it, so nothing of yours was saved.';

// In its sentences the API writes days and times as programs do.
const readable = (sentence: string): string =>
  sentence.replaceAll(/\b\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?\b/g, (found, time?: string) =>
    (Number.isNaN(Date.parse(found)) ? found : time === undefined ? onDay(found) : atTime(found)));

// A refusal of the API: RFC 9457, or something like it from a proxy.
export class Problem extends Error {
  readonly status: number;
  readonly slug: string;
  readonly title: string;
  readonly faults: Fault[];
  // The page shows what does not stand there any more.
  isStale: boolean;

  constructor(document: Partial<Document>, status: number) {
    const isStale = status === 412 || status === 428;
    super(isStale ? staleSentence : readable(document.detail ?? 'The service refused this without a reason.'));
    this.isStale = isStale;
    this.status = status;
    this.slug = document.type?.split('/').pop() ?? '';
    this.title = document.title ?? 'Something is wrong';
    this.faults = (document.errors ?? []).map((error) => ({
      field: fieldOf(error.pointer ?? error.parameter ?? ''),
      detail: readable(error.detail),
    }));
  }

  static stale(detail: string): Problem {
    const problem = new Problem({ detail }, 409);
    problem.isStale = true;
    return problem;
  }

  static of(faults: Fault[]): Problem {
    const problem = new Problem({ title: 'There is a problem', detail: '' }, 422);
    problem.faults.push(...faults);
    return problem;
  }
}

// Nobody answered: no network, or nothing at the other end.
export class Unreachable extends Error {
  constructor() {
    super('Fairlot cannot be reached. Nothing that you typed is lost. Check your '
      + 'connection and try again.');
  }
}

// What a person is told; anything else that is thrown is a fault of ours.
export const isRefusal = (error: unknown): error is Problem | Unreachable =>
  error instanceof Problem || error instanceof Unreachable;

// "#/needs/2/mark" -> "needs-2-mark": the name and the id of the field.
export function fieldOf(pointer: string): string {
  return pointer.replace(/^#?\//, '').replaceAll('~1', '/').replaceAll('~0', '~')
    .replaceAll('/', '-');
}
