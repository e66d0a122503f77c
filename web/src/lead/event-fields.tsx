// event-fields.tsx - what an event for providers is: name, place, day and sessions.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { DateField, NumberField, TextField } from '#forms/fields.tsx';
import type { FormState } from '#forms/form.tsx';
import { Rows } from '#forms/rows.tsx';
import type { Values } from '#forms/values.ts';
import type { ProviderEvent } from '#market/events.tsx';

export const eventOf = (values: Values): Schemas['ProviderEventNew'] => ({
  name: values.text('name'), place: values.text('place'), held_on: values.date('held_on'),
  slots: values.rows('slots', (at) => ({
    // A session that there was keeps its seats by its number.
    ...values.text(`${at}-slot`) && { slot: Number(values.text(`${at}-slot`)) },
    starts: values.clock(`${at}-starts`), ends: values.clock(`${at}-ends`), capacity: values.number(`${at}-capacity`),
  })),
});

export function EventFields({ form, event }: { form: FormState; event?: ProviderEvent }) {
  return (
    <>
      <TextField form={form} name="name" label="Name" width={30} value={event?.name} />
      <TextField form={form} name="place" label="Place" width={30} value={event?.place} />
      <DateField form={form} name="held_on" label="Day" value={event?.held_on} />
      <Rows form={form} name="slots" one="session" legend="Sessions" first={event?.slots ?? [undefined]}
        hint="Of this day, by London’s clocks"
        row={(at, session) => (
          <>
            {session && <input type="hidden" name={`${at}-slot`} value={session.slot} />}
            <TextField form={form} name={`${at}-starts`} label="Starts" hint="For example, 9:30am or 14:00" width={5} value={session?.starts} />
            <TextField form={form} name={`${at}-ends`} label="Ends" width={5} value={session?.ends} />
            <NumberField form={form} name={`${at}-capacity`} label="Seats" width={4} value={session?.capacity}
              hint={session && session.taken > 0 ? `${session.taken} taken` : undefined} />
          </>
        )} />
    </>
  );
}
