// The events of a scheme for providers.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';
import { EventList, eventsOf, type ProviderEvent, sessionOf } from '#site/events.tsx';
import { asked, Filters } from '#site/list.tsx';
import type { Page } from '#site/more.tsx';
import { screen } from '#site/screen.tsx';

interface Events {
  schemes: Schemas['Scheme'][];
  first: Page<ProviderEvent> | null;
}

// Nobody but the provider itself is in the answers that it sees.
const seat = (event: ProviderEvent): string => sessionOf(event, event.answers[0]?.slot) ?? 'None';

void screen<Events>({
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
        <EventList scheme_id={query.get('scheme_id')!} first={first} address={({ id }) => `/provider/events/${id}/`}
          last={{ head: 'Your seat', cell: seat }} />
      )}
    </>
  ),
});
