// Asks to raise one cost of an accredited home.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, type Schemas } from '#api/client.ts';
import { BackLink } from '#components/index.ts';
import { ChoiceField, DateField, MoneyField, ProseField, SendButton, TextField } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { categoryOf } from '#market/load.ts';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';
import { money } from '#site/words.ts';

interface Whole {
  accreditation: Schemas['Accreditation'];
  category: Schemas['Category'];
  figures: Schemas['Figures'];
}

async function load(accreditation_id: string): Promise<Whole> {
  const params = { path: { accreditation_id } };
  const [accreditation, figures] = await Promise.all([
    body(api.GET('/v1/accreditations/{accreditation_id}', { params })),
    body(api.GET('/v1/accreditations/{accreditation_id}/figures', { params })),
  ]);
  return { accreditation, figures, category: await categoryOf(accreditation.category_id) };
}

function Ask({ data: { accreditation, category, figures } }: View<Whole>) {
  const back = `/provider/accreditations/${accreditation.id}/`;
  const per = `a ${category.price_unit}`;
  const form = useForm({
    read: (values) => ({
      head: values.chosen<string>('head', 'Choose the cost'),
      amount_pence: values.pence('amount_pence'),
      effective_on: values.date('effective_on'),
      formula: values.optional('formula'),
      evidence: values.text('evidence'),
    }),
    send: (body, headers) => answer(api.POST('/v1/accreditations/{accreditation_id}/uplifts', {
      params: { path: { accreditation_id: accreditation.id } }, body, headers })),
    done: ({ data: { id } }) => goTo(`${back}uplifts/${id}/`, 'The lead authority has your request'),
  });
  return (
    <>
      <BackLink href={back}>{accreditation.establishment.name}</BackLink>
      <span class="govuk-caption-l">{`${accreditation.establishment.name}: ${category.name}`}</span>
      <h1 class="govuk-heading-l">Ask to raise a cost</h1>
      <p class="govuk-body">
        One cost at a time, with what proves it. Nothing changes until the lead authority has decided, and referrals that have
        been published keep their costs.
      </p>
      <Form form={form}>
        <ChoiceField form={form} name="head" label="Which cost?"
          choices={category.cost_heads.map(({ code, name }) => ({
            value: code, text: name, hint: `Now ${money(figures.core_pence[code] ?? 0)} ${per}` }))} />
        <MoneyField form={form} name="amount_pence" label={`What it should be, ${per}`} hint="The whole new figure, not the difference" />
        <DateField form={form} name="effective_on" label="From which day?" />
        <TextField form={form} name="formula" label="Formula, if the terms have one (optional)" hint="For example, 2.5 per cent, the index of rents" />
        <ProseField form={form} name="evidence" label="What proves that this cost has risen?" most={10_000} rows={6} />
        <SendButton form={form} text="Send the request" />
      </Form>
    </>
  );
}

void screen({
  load: ({ ids: [accreditation_id = ''] }) => load(accreditation_id),
  title: ({ accreditation }) => `Ask to raise a cost of ${accreditation.establishment.name}`,
  view: Ask,
});
