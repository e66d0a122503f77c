// One request to raise a cost: taken back before it is decided, appealed after.
// SPDX-License-Identifier: Apache-2.0
import { answer, api } from '#api/client.ts';
import { Breadcrumbs, Details } from '#components/index.ts';
import { ProseField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { headName, loadRaise, type Raise, UpliftStory } from '#market/uplift.tsx';
import { screen, type View } from '#site/screen.tsx';
import { onDay } from '#site/words.ts';

const pathOf = ({ uplift: { id, accreditation_id } }: Raise) => ({ path: { accreditation_id, uplift_id: id } });

function Withdraw({ data, reload }: View<Raise>) {
  const form = useForm({
    read: () => ({}),
    send: (body, headers) => answer(api.POST('/v1/accreditations/{accreditation_id}/uplifts/{uplift_id}/withdrawal', {
      params: pathOf(data), body, headers })),
    done: () => reload('The request is taken back'),
  });
  return (
    <Form form={form}>
      <p class="govuk-body">You can take it back until it is decided, and ask again at any time.</p>
      <SendButton form={form} text="Take it back" secondary />
    </Form>
  );
}

function Appeal({ data, reload }: View<Raise>) {
  const form = useForm({
    read: (values) => ({ reason: values.text('reason') }),
    send: (body, headers) => answer(api.POST('/v1/accreditations/{accreditation_id}/uplifts/{uplift_id}/appeal', {
      params: pathOf(data), body, headers })),
    done: () => reload('Your appeal has been sent'),
  });
  return (
    <Details summaryText={`Appeal, until the end of ${onDay(data.uplift.decision!.appeal_until)}`}>
      <Form form={form}>
        <ProseField form={form} name="reason" label="What is wrong with the decision?" most={2000} rows={4}
          hint="You can appeal once. What was granted counts meanwhile" />
        <SendButton form={form} text="Send the appeal" />
      </Form>
    </Details>
  );
}

// A courtesy: the API says whether it is too late.
const canAppeal = ({ uplift: { state, decision, amount_pence } }: Raise) =>
  (state === 'granted' || state === 'refused') && decision!.granted_pence !== amount_pence;

void screen({
  load: ({ ids: [accreditation_id = '', uplift_id = ''] }) => loadRaise(accreditation_id, uplift_id),
  title: ({ accreditation }) => `Request to raise a cost of ${accreditation.establishment.name}`,
  view: (view: View<Raise>) => {
    const { data, data: { uplift, accreditation, category } } = view;
    return (
      <>
        <Breadcrumbs items={[{ text: 'Accreditations', href: '/provider/accreditations/' },
          { text: accreditation.establishment.name, href: `/provider/accreditations/${accreditation.id}/` }, { text: 'Request' }]} />
        <span class="govuk-caption-l">{`${accreditation.establishment.name}: ${category.name}`}</span>
        <h1 class="govuk-heading-l">{`Request to raise a cost: ${headName(category, uplift.head)}`}</h1>
        <UpliftStory {...data} />
        {uplift.state === 'asked' && <Withdraw {...view} />}
        {canAppeal(data) && <Appeal {...view} />}
      </>
    );
  },
});
