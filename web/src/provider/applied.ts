// applied.ts - an application with what it asks, and what is still missing.
// SPDX-License-Identifier: Apache-2.0
import { type Answer, answer, api, body, type Schemas } from '#api/client.ts';
import { categoryOf } from '#market/load.ts';

export type Application = Schemas['Application'];
export type ApplicationEntry = Schemas['ApplicationEntry'];
export type Category = Schemas['Category'];
export type Entry = Schemas['Entry'];
type MissingItem = Schemas['MissingItem'];

export interface Applied {
  application: Application;
  scheme: Schemas['Scheme'];
  categories: Map<string, Category>;
  // null once nothing can be filled in any more.
  missing: Schemas['Missing'] | null;
}

const distinct = (ids: string[]) => [...new Set(ids)];

export const fillable = ({ state }: { state: Schemas['EntryState'] }) => state === 'draft' || state === 'stage_2';

export async function applied(application_id: string): Promise<Applied> {
  const params = { path: { application_id } };
  const application = await body(api.GET('/v1/applications/{application_id}', { params }));
  const ids = distinct(application.entries.map(({ category_id }) => category_id));
  const [scheme, categories, missing] = await Promise.all([
    body(api.GET('/v1/schemes/{scheme_id}', { params: { path: { scheme_id: application.scheme_id } } })),
    Promise.all(ids.map(categoryOf)),
    application.state === 'draft' || application.entries.some(fillable)
      ? body(api.GET('/v1/applications/{application_id}/missing', { params })) : null,
  ]);
  return { application, scheme, categories: new Map(categories.map((category) => [category.id, category])), missing };
}

export interface EntryOf {
  application: Application;
  place: ApplicationEntry;
  category: Category;
  entry: Entry;
  etag: string;
}

export async function entryOf(application_id: string, entry_id: string): Promise<EntryOf> {
  const path = { application_id, entry_id };
  const [application, { data: entry, etag }] = await Promise.all([
    body(api.GET('/v1/applications/{application_id}', { params: { path } })),
    answer(api.GET('/v1/applications/{application_id}/entries/{entry_id}', { params: { path } })),
  ]);
  const place = application.entries.find(({ id }) => id === entry_id)!;
  return { application, place, category: await categoryOf(entry.category_id), entry, etag };
}

export const patchEntry = ({ application, entry, etag }: EntryOf, patch: Schemas['EntryPatch']): Promise<Answer<Entry>> =>
  answer(api.PATCH('/v1/applications/{application_id}/entries/{entry_id}', {
    params: { path: { application_id: application.id, entry_id: entry.id }, header: { 'If-Match': etag } },
    body: patch,
  }));

// What is asked now: of a category in two stages, one of them.
export function askedNow<T extends { stage?: number }>(category: Category, state: Schemas['EntryState'], items: T[]): T[] {
  if (!category.two_stages)
    return items;
  return items.filter(({ stage }) => (stage ?? 1) === (state === 'stage_2' ? 2 : 1));
}

export const asksCosts = (category: Category, state: Schemas['EntryState']) =>
  !category.two_stages || state === 'stage_2';

// What is missing at one entry, of one part of it: "requirements".
export function missingAt(missing: Schemas['Missing'], at: number, ...parts: string[]): MissingItem[] {
  return missing.missing.filter(({ pointer }) =>
    parts.some((part) => pointer === `#/entries/${at}/${part}` || pointer.startsWith(`#/entries/${at}/${part}/`)));
}

export const applicationAddress = (id: string) => `/provider/applications/${id}/`;
export const entryAddress = (id: string, entry: string) => `/provider/applications/${id}/entries/${entry}/`;
