// who.ts - who did it, as far as the reader may know.
// SPDX-License-Identifier: Apache-2.0
import { api, body, type Schemas } from '#api/client.ts';

export type Actor = Pick<Schemas['AuditEvent'],
  'actor_id' | 'actor_name' | 'organisation_id' | 'organisation_name'>;

export function who({ actor_id, actor_name, organisation_id, organisation_name }: Actor): string {
  if (actor_id === null)
    return organisation_id === null ? 'Fairlot, by the clock' : 'Somebody who was not signed in';
  if (actor_name !== null)
    return actor_name;
  return organisation_name === null ? 'Somebody of another organisation' : `Somebody of ${organisation_name}`;
}

// A proof has ids alone, since names change: the log says what they are now.
export async function whoOf({ id, at, subject_id }: Schemas['AuditProof']['event']): Promise<string> {
  const to = new Date(Date.parse(at) + 1).toISOString();
  const { items } = await body(api.GET('/v1/audit', {
    params: { query: { subject_id: subject_id ?? undefined, from: at, to, limit: 100 } },
  }));
  const event = items.find((one) => one.id === id);
  return event === undefined ? 'Somebody' : who(event);
}
