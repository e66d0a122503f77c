// Other terms of a scheme: a draft's, or a new version of what has been published.
// SPDX-License-Identifier: Apache-2.0
import { type Answer, answer, api, type Schemas } from '#api/client.ts';
import { InsetText } from '#components/index.ts';
import { ChoiceField, DateField, ProseField, SendButton, TextField } from '#forms/fields.tsx';
import { Form, type FormState, useForm } from '#forms/form.tsx';
import type { Values } from '#forms/values.ts';
import { choicesOf } from '#lead/choices.ts';
import { canChangeTerms } from '#lead/scheme-acts.ts';
import { FeeFields, feeOf, VariationFields, variationsOf } from '#lead/scheme-fields.tsx';
import { schemeAddress, SchemeFrame } from '#lead/scheme-frame.tsx';
import { regimes } from '#market/scheme.ts';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';

type Scheme = Schemas['Scheme'];
type Patch = Schemas['SchemePatch'];

const change = ({ data: { id }, etag }: Answer<Scheme>, body: Patch) =>
  answer(api.PATCH('/v1/schemes/{scheme_id}',
    { params: { path: { scheme_id: id }, header: { 'If-Match': etag } }, body }));

// What may change at any time.
const readAlways = (values: Values) => ({
  name: values.text('name'),
  description: values.text('description'),
  valid_to: values.date('valid_to'),
  variations: variationsOf(values),
  fee: feeOf(values),
});

interface Fields {
  form: FormState;
  scheme: Scheme;
}

const Purpose = ({ form, scheme }: Fields) => (
  <ProseField form={form} name="description" label="What it is for" most={10000} rows={4} value={scheme.description} />
);

const LastDay = ({ form, scheme, hint }: Fields & { hint?: string }) => (
  <DateField form={form} name="valid_to" label="Last day" value={scheme.valid_to} hint={hint} />
);

function Draft({ data }: View<Answer<Scheme>>) {
  const scheme = data.data;
  const form = useForm({
    read: (values): Patch => ({
      ...readAlways(values),
      reference: values.text('reference'),
      regime: values.chosen<Schemas['Regime']>('regime', 'Choose the law'),
      valid_from: values.date('valid_from'),
      extends_to: values.optionalDate('extends_to'),
    }),
    send: (body) => change(data, body),
    done: () => goTo(schemeAddress(scheme.id), 'The draft is changed'),
  });
  return (
    <Form form={form}>
      <p class="govuk-body">A draft changes freely, and only you see it.</p>
      <TextField form={form} name="name" label="Name" value={scheme.name} />
      <TextField form={form} name="reference" label="Your reference" width={20} value={scheme.reference} />
      <ChoiceField form={form} name="regime" label="The law under which it is set up" choices={choicesOf(regimes)} value={scheme.regime} />
      <Purpose form={form} scheme={scheme} />
      <DateField form={form} name="valid_from" label="First day" value={scheme.valid_from} />
      <LastDay form={form} scheme={scheme} />
      <DateField form={form} name="extends_to" label="Can be extended to (optional)" value={scheme.extends_to}
        hint="As far as a recorded decision may extend it" />
      <FeeFields form={form} fee={scheme.fee} />
      <VariationFields form={form} variations={scheme.variations} />
      <SendButton form={form} text="Save the draft" />
    </Form>
  );
}

// Whatever the order of its members.
const asText = (value: unknown) => JSON.stringify(value, (_, part: unknown) =>
  (part instanceof Object && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort()) : part));

// Only that, so that a version names nothing else.
function whatChanged(scheme: Scheme, terms: ReturnType<typeof readAlways>): Patch {
  const names = Object.keys(terms) as (keyof typeof terms)[];
  return Object.fromEntries(names.filter((name) => asText(terms[name]) !== asText(scheme[name])).map((name) => [name, terms[name]]));
}

function Published({ data }: View<Answer<Scheme>>) {
  const scheme = data.data;
  const form = useForm({
    read: (values): Patch => ({ ...whatChanged(scheme, readAlways(values)), reason: values.text('reason') }),
    send: (body) => change(data, body),
    done: ({ data: { version } }) => (version === scheme.version
      ? goTo(schemeAddress(scheme.id), 'Nothing was different, so nothing is changed')
      : goTo(schemeAddress(scheme.id, 'versions'), 'The terms are changed; the notice of it is drafted')),
  });
  return (
    <Form form={form}>
      <p class="govuk-body">
        The scheme has been published, so a change is a new version, which everybody can read with its reason. Councils and providers are
        told, and the notice that the law asks for is drafted. Law, reference and first day stay as they were published.
      </p>
      <TextField form={form} name="name" label="Name" value={scheme.name} />
      <Purpose form={form} scheme={scheme} />
      <LastDay form={form} scheme={scheme}
        hint={scheme.extends_to ? 'A later day is an extension, which has a page of its own' : undefined} />
      <FeeFields form={form} fee={scheme.fee} />
      {scheme.regime === 'pcr_pseudo_dps' && <VariationFields form={form} variations={scheme.variations} />}
      <ProseField form={form} name="reason" label="Reason for the change" hint="Everybody can read it" most={2000} rows={3} />
      <SendButton form={form} text="Publish the new terms" />
    </Form>
  );
}

const Ended = () => <InsetText>This scheme is over. Its terms stay as they are.</InsetText>;

const formFor = (scheme: Scheme) => (scheme.state === 'draft' ? Draft : canChangeTerms(scheme) ? Published : Ended);

void screen<Answer<Scheme>>({
  load: ({ ids: [scheme_id = ''] }) => answer(api.GET('/v1/schemes/{scheme_id}', { params: { path: { scheme_id } } })),
  title: ({ data: { name } }) => `Change the terms: ${name}`,
  view: (view) => {
    const Terms = formFor(view.data.data);
    return (
      <SchemeFrame scheme={view.data.data} title="Change the terms">
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds"><Terms {...view} /></div></div>
      </SchemeFrame>
    );
  },
});
