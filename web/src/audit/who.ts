// who.ts - names of those whom the log knows by their ids.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';

export type People = Map<string, string>;

export async function people(): Promise<People> {
  const users = await everything((cursor) =>
    body(api.GET('/v1/users', { params: { query: { cursor, limit: 100 } } })), 5000);
  return new Map(users.map(({ id, name }) => [id, name]));
}

// Of another organisation the log tells the id alone.
export function who(me: Schemas['Me'], names: People, actor_id: string | null, organisation_id: string | null): string {
  if (actor_id === null)
    return organisation_id === null ? 'Fairlot, by the clock' : 'Somebody who was not signed in';
  const own = organisation_id === me.organisation.id;
  return names.get(actor_id) ?? (own ? `A machine client of ${me.organisation.name}` : 'Somebody of another organisation');
}
