// entry.ts - one home in one category, with all that is around it.
// SPDX-License-Identifier: Apache-2.0
import { type Answer, api, body, everything, ifThere, type Schemas } from '#api/client.ts';
import { categoryOf } from '#market/load.ts';
import { application } from './load.ts';

export interface EntryCase {
  application: Schemas['Application'];
  // As the application lists it, with the names.
  listed: Schemas['ApplicationEntry'];
  entry: Schemas['Entry'];
  category: Schemas['Category'];
  assessment: Answer<Schemas['Assessment']> | null;
}

export const at = (application_id: string, entry_id: string) =>
  ({ path: { application_id, entry_id } });

export async function loadEntry([application_id = '', entry_id = '']: string[]): Promise<EntryCase> {
  const params = at(application_id, entry_id);
  const [whole, entry, assessment] = await Promise.all([
    application(application_id),
    body(api.GET('/v1/applications/{application_id}/entries/{entry_id}', { params })),
    ifThere(api.GET('/v1/applications/{application_id}/entries/{entry_id}/assessment', { params })),
  ]);
  const listed = whole.entries.find(({ id }) => id === entry_id)!;
  return { application: whole, listed, entry, category: await categoryOf(entry.category_id), assessment };
}

export const scorersOf = (params: ReturnType<typeof at>) => everything((cursor) =>
  body(api.GET('/v1/applications/{application_id}/entries/{entry_id}/scorers',
    { params: { ...params, query: { cursor } } })));

// Whether something can still be marked or decided.
export const isOpen = ({ entry }: EntryCase): boolean =>
  ['submitted', 'assessed', 'stage_1'].includes(entry.state);

export const homeIn = ({ listed, category: { name } }: EntryCase) => `${listed.establishment_name}, ${name}`;
