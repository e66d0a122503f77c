// Announces an event for providers, with its sessions.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, type Schemas } from '#api/client.ts';
import { DateField, NumberField, SendButton, TextField } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { Rows } from '#forms/rows.tsx';
import { eventAddress, EventFrame } from '#lead/event-frame.tsx';
import { loadScheme } from '#lead/scheme-frame.tsx';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';

const title = 'Announce an event';

function New({ data: scheme }: View<Schemas['Scheme']>) {
  const form = useForm({
    read: (values) => ({
      name: values.text('name'), place: values.text('place'), held_on: values.date('held_on'),
      slots: values.rows('slots', (at) => ({
        starts: values.clock(`${at}-starts`), ends: values.clock(`${at}-ends`), capacity: values.number(`${at}-capacity`),
      })),
    }),
    send: (body, headers) => answer(api.POST('/v1/schemes/{scheme_id}/provider-events',
      { params: { path: { scheme_id: scheme.id } }, body, headers })),
    done: ({ data: { id, name } }) => goTo(eventAddress(scheme.id, id), `${name} is announced`),
  });
  return (
    <EventFrame scheme={scheme} title={title}>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <Form form={form}>
            <p class="govuk-body">It cannot be changed once it is announced.</p>
            <TextField form={form} name="name" label="Name" width={30} />
            <TextField form={form} name="place" label="Place" width={30} />
            <DateField form={form} name="held_on" label="Day" />
            <Rows form={form} name="slots" one="session" legend="Sessions" first={[undefined]}
              hint="Of this day, by London’s clocks"
              row={(at) => (
                <>
                  <TextField form={form} name={`${at}-starts`} label="Starts" hint="For example, 9:30am or 14:00" width={5} />
                  <TextField form={form} name={`${at}-ends`} label="Ends" width={5} />
                  <NumberField form={form} name={`${at}-capacity`} label="Seats" width={4} />
                </>
              )} />
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
