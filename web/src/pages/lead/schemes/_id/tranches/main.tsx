// The tranches of a scheme: what is sent in before a deadline is assessed together.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, everything, type Schemas } from '#api/client.ts';
import { CheckField, InstantField, SendButton, TextField } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { loadScheme, SchemeFrame } from '#lead/scheme-frame.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { screen, type View } from '#site/screen.tsx';
import { atTime, londonTime } from '#site/words.ts';

interface Tranches {
  scheme: Schemas['Scheme'];
  tranches: Schemas['Tranche'][];
}

function Add({ data: { scheme }, reload }: View<Tranches>) {
  const form = useForm({
    read: (values) => {
      const at = values.instant('deadline_london');
      const { date, clock } = at === '' ? { date: '', clock: '' } : londonTime(at);
      return { name: values.text('name'), deadline_london: `${date}T${clock}:00`, initial: values.checked('initial') };
    },
    send: (body, headers) => answer(api.POST('/v1/schemes/{scheme_id}/tranches', { params: { path: { scheme_id: scheme.id } }, body, headers })),
    done: ({ data: { name } }) => reload(`${name} is added`),
  });
  return (
    <Form form={form}>
      <h2 class="govuk-heading-m">Add a tranche</h2>
      <TextField form={form} name="name" label="Name" width={20} />
      <InstantField form={form} name="deadline_london" label="Deadline" />
      <CheckField form={form} name="initial" label="First round"
        choices={[{ value: 'yes', text: 'All of it is decided before the first referral' }]} />
      <SendButton form={form} text="Add the tranche" />
    </Form>
  );
}

void screen<Tranches>({
  load: async ({ ids: [scheme_id = ''] }) => {
    const [scheme, tranches] = await Promise.all([
      loadScheme(scheme_id),
      everything((cursor) => body(api.GET('/v1/schemes/{scheme_id}/tranches', { params: { path: { scheme_id }, query: { cursor } } }))),
    ]);
    return { scheme, tranches };
  },
  title: ({ scheme }) => `Tranches: ${scheme.name}`,
  view: (view) => (
    <SchemeFrame scheme={view.data.scheme} title="Tranches">
      <p class="govuk-body">
        Applications that are sent in before a deadline are assessed together. A late one is in the next tranche, and not refused.
      </p>
      {view.data.tranches.length === 0 ? <p class="govuk-body">There is no tranche: each application is assessed as it comes in.</p> : (
        <WideTable caption="Tranches, in the order of their deadlines" firstCellIsHeader
          head={[{ text: 'Name' }, { text: 'Deadline' }, { text: 'First round' }]}
          rows={view.data.tranches.map(({ name, deadline, initial }) => [{ text: name }, { text: atTime(deadline) }, { text: initial ? 'Yes' : 'No' }])} />
      )}
      <Add key={view.data.tranches.length} {...view} />
    </SchemeFrame>
  ),
});
