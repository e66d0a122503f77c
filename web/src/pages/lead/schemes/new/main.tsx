// A new scheme: a draft that only its authority sees.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, type Schemas } from '#api/client.ts';
import { BackLink } from '#components/index.ts';
import { ChoiceField, DateField, ProseField, SendButton, TextField } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { choicesOf } from '#lead/choices.ts';
import { FeeFields, feeOf } from '#lead/scheme-fields.tsx';
import { regimes } from '#market/scheme.ts';
import { goTo } from '#site/notices.tsx';
import { screen } from '#site/screen.tsx';

function New() {
  const form = useForm({
    read: (values) => ({
      name: values.text('name'),
      reference: values.text('reference'),
      regime: values.chosen<Schemas['Regime']>('regime', 'Choose the law'),
      description: values.text('description'),
      valid_from: values.date('valid_from'),
      valid_to: values.date('valid_to'),
      extends_to: values.optionalDate('extends_to'),
      fee: feeOf(values),
    }),
    send: (body, headers) => answer(api.POST('/v1/schemes', { body, headers })),
    done: ({ data: { id, name } }) => goTo(`/lead/schemes/${id}/`, `${name} is a draft that only you see. Add councils and categories`),
  });
  return (
    <>
      <BackLink href="/lead/schemes/">Schemes</BackLink>
      <h1 class="govuk-heading-l">Prepare a scheme</h1>
      <Form form={form}>
        <TextField form={form} name="name" label="Name" />
        <TextField form={form} name="reference" label="Your reference" width={20} />
        <ChoiceField form={form} name="regime" label="The law under which it is set up" choices={choicesOf(regimes)} />
        <ProseField form={form} name="description" label="What it is for" most={10000} rows={4} />
        <DateField form={form} name="valid_from" label="First day" />
        <DateField form={form} name="valid_to" label="Last day" />
        <DateField form={form} name="extends_to" label="Can be extended to (optional)" hint="As far as a recorded decision may extend it" />
        <FeeFields form={form} />
        <SendButton form={form} text="Make the draft" />
      </Form>
    </>
  );
}

void screen({ load: () => Promise.resolve(null), view: New });
