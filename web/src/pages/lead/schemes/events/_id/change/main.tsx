// Changes an event for providers: where and when it is, and its sessions.
// SPDX-License-Identifier: Apache-2.0
import { answer, api } from '#api/client.ts';
import { SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { EventFields, eventOf } from '#lead/event-fields.tsx';
import { eventAddress, EventFrame, loadOfEvent, type OfEvent } from '#lead/event-frame.tsx';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';

function Change({ data: { scheme, event: { data: event, etag } } }: View<OfEvent>) {
  const form = useForm({
    read: eventOf,
    send: (body) => answer(api.PATCH('/v1/provider-events/{provider_event_id}', {
      params: { path: { provider_event_id: event.id }, header: { 'If-Match': etag } }, body })),
    done: ({ data }) => goTo(eventAddress(data), `${data.name} is changed, and everybody who has answered is told`),
  });
  return (
    <EventFrame scheme={scheme} event={event} title="Change the event">
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <Form form={form}>
            <p class="govuk-body">
              Whoever has a seat keeps it, also where a session is moved to other hours. A session in which seats are taken cannot be removed.
            </p>
            <EventFields form={form} event={event} />
            <SendButton form={form} text="Change the event" />
          </Form>
        </div>
      </div>
    </EventFrame>
  );
}

void screen({
  load: ({ ids: [event_id = ''] }) => loadOfEvent(event_id),
  title: ({ event: { data: { name } } }) => `Change the event: ${name}`,
  view: Change,
});
