// A request of a provider to raise one cost: decided, and decided again on appeal.
// SPDX-License-Identifier: Apache-2.0
import { type Answer, answer, api } from '#api/client.ts';
import { Breadcrumbs } from '#components/index.ts';
import { type Choice, ChoiceField, MoneyField, ProseField, SendButton } from '#forms/fields.tsx';
import { Form, type FormState, useForm } from '#forms/form.tsx';
import type { Values } from '#forms/values.ts';
import { granted, headName, loadRaise, type Raise, type Uplift, UpliftStory } from '#market/uplift.tsx';
import { screen, type View } from '#site/screen.tsx';
import { money } from '#site/words.ts';

const pathOf = ({ uplift: { id, accreditation_id } }: Raise) => ({ path: { accreditation_id, uplift_id: id } });

const read = <Outcome extends string>(values: Values) => ({
  outcome: values.chosen<Outcome>('outcome', 'Choose your decision'),
  granted_pence: values.optionalPence('granted_pence') ?? undefined,
  reason: values.text('reason'),
});

const told = ({ data }: Answer<Uplift>, nothing: string) => {
  const pence = granted(data);
  return data.state === 'refused' || data.state === 'dismissed' || pence === null ? nothing
    : `${money(pence)} is granted, and the provider told`;
};

function Fields({ form, data: { uplift, category }, choices, button }: {
  form: FormState; data: Raise; choices: Choice[]; button: string;
}) {
  return (
    <Form form={form}>
      <ChoiceField form={form} name="outcome" label="Your decision" choices={choices} />
      <MoneyField form={form} name="granted_pence" label={`The new figure, a ${category.price_unit} (optional)`}
        hint={`Only if it is less than the ${money(uplift.amount_pence)} that is asked for`} />
      <ProseField form={form} name="reason" label="Reason" hint="The provider reads this" most={2000} rows={4} />
      <SendButton form={form} text={button} />
    </Form>
  );
}

function Decide({ data, reload }: View<Raise>) {
  const form = useForm({
    read: read<'granted' | 'refused'>,
    send: (body, headers) => answer(api.POST('/v1/accreditations/{accreditation_id}/uplifts/{uplift_id}/decision',
      { params: pathOf(data), body, headers })),
    done: (made) => reload(told(made, 'The request is refused, and the provider told')),
  });
  return (
    <>
      <h2 class="govuk-heading-m">Decide</h2>
      <Fields form={form} data={data} button="Decide"
        choices={[{ value: 'granted', text: 'Grant it', hint: 'From the day asked for, or from today if that is past' },
          { value: 'refused', text: 'Refuse it', hint: 'The provider can appeal for fourteen days' }]} />
    </>
  );
}

function DecideAppeal({ data, reload }: View<Raise>) {
  const form = useForm({
    read: read<'upheld' | 'dismissed'>,
    send: (body, headers) => answer(api.POST('/v1/accreditations/{accreditation_id}/uplifts/{uplift_id}/appeal-decision',
      { params: pathOf(data), body, headers })),
    done: (made) => reload(told(made, 'The appeal is dismissed, and the provider told')),
  });
  return (
    <>
      <h2 class="govuk-heading-m">Decide on the appeal</h2>
      <p class="govuk-body">This is the last word.</p>
      <Fields form={form} data={data} button="Decide on the appeal"
        choices={[{ value: 'upheld', text: 'Uphold it', hint: 'More is granted than the decision did' },
          { value: 'dismissed', text: 'Dismiss it', hint: 'What was decided stands' }]} />
    </>
  );
}

void screen({
  load: ({ ids: [accreditation_id = '', uplift_id = ''] }) => loadRaise(accreditation_id, uplift_id),
  title: ({ accreditation }) => `Request to raise a cost of ${accreditation.establishment.name}`,
  view: (view: View<Raise>) => {
    const { data, data: { uplift, accreditation, category } } = view;
    return (
      <>
        <Breadcrumbs classes="no-print" items={[{ text: 'Accreditations', href: '/lead/accreditations/' },
          { text: 'Requests to raise a cost', href: '/lead/accreditations/uplifts/' },
          { text: accreditation.establishment.name, href: `/lead/accreditations/${accreditation.id}/` }, { text: 'Request' }]} />
        <span class="govuk-caption-l">{`${accreditation.establishment.name} of ${uplift.provider.name}: ${category.name}`}</span>
        <h1 class="govuk-heading-l">{`Request to raise a cost: ${headName(category, uplift.head)}`}</h1>
        <UpliftStory {...data} />
        {uplift.state === 'asked' && <Decide {...view} />}
        {uplift.state === 'appealed' && <DecideAppeal {...view} />}
      </>
    );
  },
});
