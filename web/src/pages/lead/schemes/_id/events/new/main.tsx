// Announces an event for providers, with its sessions.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, type Schemas } from '#api/client.ts';
import { SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { EventFields, eventOf } from '#lead/event-fields.tsx';
import { eventAddress, EventFrame } from '#lead/event-frame.tsx';
import { loadScheme } from '#lead/scheme-frame.tsx';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';

const title = 'Announce an event';

function New({ data: scheme }: View<Schemas['Scheme']>) {
  const form = useForm({
    read: eventOf,
    send: (body, headers) => answer(api.POST('/v1/schemes/{scheme_id}/provider-events',
      { params: { path: { scheme_id: scheme.id } }, body, headers })),
    done: ({ data }) => goTo(eventAddress(data), `${data.name} is announced`),
  });
  return (
    <EventFrame scheme={scheme} title={title}>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <Form form={form}>
            <p class="govuk-body">Providers can take seats as soon as it is announced. Until it begins, you can change it or call it off.</p>
            <EventFields form={form} />
            <SendButton form={form} text="Announce it" />
          </Form>
        </div>
      </div>
    </EventFrame>
  );
}

void screen({
  load: ({ ids: [scheme_id = ''] }) => loadScheme(scheme_id),
  title: ({ name }) => `${title}: ${name}`,
  view: New,
});
