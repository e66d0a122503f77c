// One event for providers: where and when it is, and how full its sessions are.
// SPDX-License-Identifier: Apache-2.0
import { Breadcrumbs } from '#components/index.ts';
import { CalledOff, EventTag, loadEvent, type ProviderEvent, Sessions } from '#market/events.tsx';
import { Facts } from '#site/facts.tsx';
import { screen, type View } from '#site/screen.tsx';
import { onDay } from '#site/words.ts';

function Event({ data: event }: View<ProviderEvent>) {
  return (
    <>
      <Breadcrumbs items={[{ text: 'Events for providers', href: `/council/events/?scheme_id=${event.scheme_id}` }, { text: event.name }]} />
      <h1 class="govuk-heading-l">{event.name}</h1>
      <CalledOff event={event} />
      <Facts of={[['State', <EventTag state={event.state} />], ['Day', onDay(event.held_on)], ['Place', event.place],
        ['Scheme', <a class="govuk-link" href={`/schemes/${event.scheme_id}/`}>What it asks, and how bids are scored</a>]]} />
      <Sessions event={event} />
    </>
  );
}

void screen<ProviderEvent>({
  load: ({ ids: [event_id = ''] }) => loadEvent(event_id),
  title: ({ name }) => name,
  view: Event,
});
