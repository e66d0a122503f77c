// client.ts - the API, typed by its own description.
// SPDX-License-Identifier: Apache-2.0
//
//   const { data, etag } = await answer(api.GET('/v1/referrals/{referral_id}',
//     { params: { path: { referral_id } } }));
//
// A refusal is thrown as a Problem, silence as Unreachable.
import createClient from 'openapi-fetch';

import type { components, paths } from '../../build/api.d.ts';
import { rememberingLosses } from './lost.ts';
import { Problem, Unreachable } from './problem.ts';
import { authorised } from './session.ts';

export type Schemas = components['schemas'];

// Bound late, so that a page may be rendered where there is no window.
export const api = createClient<paths>({ baseUrl: '/', fetch: rememberingLosses(authorised) });

export interface Answer<T> {
  data: T;
  etag: string;
}

// What openapi-fetch gives back.
interface Outcome<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

export async function answer<T>(asked: Promise<Outcome<T>>): Promise<Answer<NonNullable<T>>> {
  const { data, error, response } = await asked;
  if (!response.ok)
    throw new Problem(typeof error === 'object' && error ? error : {}, response.status);
  return {
    data: data as NonNullable<T>,
    etag: response.headers.get('ETag') ?? '',
  };
}

// What a PUT needs that changes something, and one that makes it does not.
export const ifMatch = (etag: string | undefined) => (etag ? { 'If-Match': etag } : {});

// Only what was asked for.
export async function body<T>(asked: Promise<Outcome<T>>): Promise<NonNullable<T>> {
  return (await answer(asked)).data;
}

// null where there is no such thing (yet).
export async function ifThere<T>(asked: Promise<Outcome<T>>): Promise<Answer<NonNullable<T>> | null> {
  try {
    return await answer(asked);
  } catch (error) {
    if (error instanceof Problem && error.status === 404)
      return null;
    throw error;
  }
}

interface Page<T> {
  items: T[];
  next: string | null;
}

// All pages of a list, one after the other: a list cut short would tell untruths.
export async function everything<T>(page: (cursor: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const { items: more, next } = await page(cursor);
    items.push(...more);
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  return items;
}

export { Problem, Unreachable };
