// The events of a scheme for providers, and how full they are.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { Button } from '#components/index.ts';
import { eventAddress, eventsAddress } from '#lead/event-frame.tsx';
import { loadScheme, SchemeFrame } from '#lead/scheme-frame.tsx';
import type { Page } from '#lists/more.tsx';
import { EventList, eventsOf, type ProviderEvent, seatsTaken } from '#market/events.tsx';
import { screen } from '#site/screen.tsx';

interface Events {
  scheme: Schemas['Scheme'];
  first: Page<ProviderEvent>;
}

void screen<Events>({
  load: async ({ ids: [scheme_id = ''] }) => {
    const [scheme, first] = await Promise.all([loadScheme(scheme_id), eventsOf(scheme_id)]);
    return { scheme, first };
  },
  title: ({ scheme }) => `Events for providers: ${scheme.name}`,
  view: ({ data: { scheme, first } }) => (
    <SchemeFrame scheme={scheme} title="Events for providers">
      <p class="govuk-body">Demonstrations and the like. Every provider can take a seat, or say when it could come and be given one.</p>
      <Button href={eventsAddress(scheme.id, 'new')}>Announce an event</Button>
      <EventList scheme_id={scheme.id} first={first} address={(event) => eventAddress(event)}
        last={{ head: 'Seats taken', cell: seatsTaken }} />
    </SchemeFrame>
  ),
});
