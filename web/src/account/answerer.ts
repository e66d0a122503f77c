// answerer.ts - who answers for a webhook, as a colleague says it.
// SPDX-License-Identifier: Apache-2.0
import { api, ifThere } from '#api/client.ts';

// A person or a machine client; either may be gone.
export async function answererOf(id: string, me: string): Promise<string> {
  if (id === me)
    return 'You';
  const person = await ifThere(api.GET('/v1/users/{user_id}', { params: { path: { user_id: id } } }));
  if (person)
    return person.data.name;
  const client = await ifThere(api.GET('/v1/clients/{client_id}', { params: { path: { client_id: id } } }));
  return client ? `The machine client ${client.data.name}` : 'Somebody who is no longer here';
}
