// Gives the seat at an event back, after a question.
// SPDX-License-Identifier: Apache-2.0
import { type Answer, answer, api, type Schemas } from '#api/client.ts';
import { BackLink, WarningText } from '#components/index.ts';
import { SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { loadEvent, type ProviderEvent, sessionTime } from '#market/events.tsx';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';
import { onDay } from '#site/words.ts';

interface Seat {
  event: ProviderEvent;
  booking: Answer<Schemas['Booking']>;
}

const path = (provider_event_id: string) => ({ path: { provider_event_id } });

function GiveBack({ data: { event, booking } }: View<Seat>) {
  const address = `/provider/events/${event.id}/`;
  const form = useForm({
    read: () => null,
    send: () => answer(api.DELETE('/v1/provider-events/{provider_event_id}/booking', {
      params: { ...path(event.id), header: { 'If-Match': booking.etag } } })),
    done: () => goTo(address, 'Your seat is given back'),
  });
  return (
    <>
      <BackLink href={address}>The event</BackLink>
      <span class="govuk-caption-l">{event.name}</span>
      <h1 class="govuk-heading-l">Give your seat back?</h1>
      <p class="govuk-body">{`It is on ${onDay(event.held_on)} from ${sessionTime(booking.data)}.`}</p>
      <WarningText>
        Another provider can take it at once. You can take a seat again only while there is one left.
      </WarningText>
      <Form form={form}>
        <div class="govuk-button-group">
          <SendButton form={form} text="Give the seat back" warning />
          <a class="govuk-link" href={address}>Keep it</a>
        </div>
      </Form>
    </>
  );
}

async function load(event_id: string): Promise<Seat> {
  const [event, booking] = await Promise.all([
    loadEvent(event_id),
    answer(api.GET('/v1/provider-events/{provider_event_id}/booking', { params: path(event_id) })),
  ]);
  return { event, booking };
}

void screen<Seat>({
  load: ({ ids: [event_id = ''] }) => load(event_id),
  view: GiveBack,
});
