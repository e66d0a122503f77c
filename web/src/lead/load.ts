// load.ts - what several screens of a lead authority ask for.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';

// A scheme of another authority is nothing that this one leads.
export async function ownSchemes(me: Schemas['Me']): Promise<Schemas['Scheme'][]> {
  const all = await everything((cursor) =>
    body(api.GET('/v1/schemes', { params: { query: { cursor, limit: 100 } } })));
  return all.filter(({ lead }) => lead.id === me.organisation.id);
}

export const application = (application_id: string) =>
  body(api.GET('/v1/applications/{application_id}', { params: { path: { application_id } } }));

// What people call the categories of these schemes, by id.
export async function categoryNames(scheme_ids: string[]): Promise<Map<string, string>> {
  const lists = await Promise.all(scheme_ids.map((scheme_id) => everything((cursor) =>
    body(api.GET('/v1/schemes/{scheme_id}/categories', { params: { path: { scheme_id }, query: { cursor } } })))));
  return new Map(lists.flat().map(({ id, name }) => [id, name]));
}

export const asOptions = (schemes: { id: string; name: string }[]) =>
  schemes.map(({ id, name }) => ({ value: id, text: name }));
