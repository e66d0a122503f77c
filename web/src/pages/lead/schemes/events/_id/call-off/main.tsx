// Calls an event for providers off, with a reason.
// SPDX-License-Identifier: Apache-2.0
import { answer, api } from '#api/client.ts';
import { WarningText } from '#components/index.ts';
import { ProseField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { eventAddress, EventFrame, loadOfEvent, type OfEvent } from '#lead/event-frame.tsx';
import { seatsTaken } from '#market/events.tsx';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';

function CallOff({ data: { scheme, event: { data: event } } }: View<OfEvent>) {
  const form = useForm({
    read: (values) => ({ reason: values.text('reason') }),
    send: (body, headers) => answer(api.POST('/v1/provider-events/{provider_event_id}/cancellation', {
      params: { path: { provider_event_id: event.id } }, body, headers })),
    done: () => goTo(eventAddress(event), `${event.name} is called off, and everybody who has answered is told`),
  });
  return (
    <EventFrame scheme={scheme} event={event} title="Call the event off">
      <Form form={form}>
        <WarningText>This cannot be taken back. Nobody can take a seat any more.</WarningText>
        <p class="govuk-body">{`Seats taken: ${seatsTaken(event)}. The providers who have them, and all others who have answered, are told.`}</p>
        <ProseField form={form} name="reason" label="Reason" hint="Every provider and council that sees the scheme can read it" most={2000} rows={4} />
        <div class="govuk-button-group">
          <SendButton form={form} text="Call the event off" warning />
          <a class="govuk-link" href={eventAddress(event)}>Let it be</a>
        </div>
      </Form>
    </EventFrame>
  );
}

void screen({
  load: ({ ids: [event_id = ''] }) => loadOfEvent(event_id),
  title: ({ event: { data: { name } } }) => `Call the event off: ${name}`,
  view: CallOff,
});
