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

export const asOptions = (schemes: { id: string; name: string }[]) =>
  schemes.map(({ id, name }) => ({ value: id, text: name }));
