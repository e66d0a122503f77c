// event-list.tsx - the events of a scheme for providers, to whoever does not lead it.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';
import { asked, Filters } from '#lists/list.tsx';
import type { Page } from '#lists/more.tsx';
import { screen } from '#site/screen.tsx';
import { EventList, eventsOf, type Listed, type ProviderEvent } from './events.tsx';

interface Events {
  schemes: Schemas['Scheme'][];
  first: Page<ProviderEvent> | null;
}

// `address` is the list's own; an event's page is below it.
export const eventList = (address: string, last: Listed['last']): Promise<void> => screen<Events>({
  load: async ({ query }) => {
    const scheme_id = asked(query, 'scheme_id');
    const [schemes, first] = await Promise.all([
      everything((cursor) => body(api.GET('/v1/schemes', { params: { query: { cursor, limit: 100 } } }))),
      scheme_id === undefined ? null : eventsOf(scheme_id),
    ]);
    return { schemes, first };
  },
  view: ({ data: { schemes, first }, query }) => (
    <>
      <h1 class="govuk-heading-l">Events for providers</h1>
      <p class="govuk-body">Lead authorities announce them, to show what a scheme asks and how to apply and bid.</p>
      <Filters query={query} filters={[
        { name: 'scheme_id', label: 'Scheme', all: 'Choose a scheme', options: schemes.map(({ id, name }) => ({ value: id, text: name })) }]} />
      {first === null ? <p class="govuk-body">Choose the scheme whose events you want to see.</p> : (
        <EventList scheme_id={query.get('scheme_id')!} first={first} address={({ id }) => `${address}${id}/`} last={last} />
      )}
    </>
  ),
});
