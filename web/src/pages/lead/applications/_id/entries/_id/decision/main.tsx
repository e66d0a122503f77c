// The decision: outcome, reason, conditions.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, ifMatch, type Schemas } from '#api/client.ts';
import { WarningText } from '#components/index.ts';
import { RatingTag } from '#directory/rating.tsx';
import { ChoiceField, DateField, ProseField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { Rows } from '#forms/rows.tsx';
import { ApplicationFrame, entryAddress, NotNow } from '#lead/application-frame.tsx';
import { at, type EntryCase, homeIn, isOpen, loadEntry } from '#lead/entry.ts';
import { Facts } from '#site/facts.tsx';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';

const outcomes = [
  { value: 'accredited', text: 'Accredit', hint: 'The home is invited to referrals from now on' },
  { value: 'refused', text: 'Refuse', hint: 'With a reason that the provider reads' },
];

function Found({ of: { assessment, category } }: { of: EntryCase }) {
  if (!assessment)
    return null;
  const { requirements, rating, core_score } = assessment.data;
  const failed = category.requirements.filter(({ code }) => requirements[code]?.pass === false);
  return (
    <Facts
      of={[
        ['Requirements', failed.length === 0 ? `All ${category.requirements.length} pass` : (
          <>Not passed:<ul class="govuk-list govuk-list--bullet">{failed.map(({ code, question }) => <li key={code}>{question}</li>)}</ul></>
        )],
        ['Rating', <RatingTag rating={rating} />],
        ['Carried score', `${core_score.toFixed(4)} of 100`],
      ]}
    />
  );
}

function Decide({ data }: View<EntryCase>) {
  const { application, entry } = data;
  // What is decided upon is what Found shows.
  const params = { ...at(application.id, entry.id), header: ifMatch(data.assessment?.etag) };
  const form = useForm({
    read: (values) => {
      const conditions = values.rows('conditions', (row) => ({ text: values.text(`${row}-text`), due_on: values.date(`${row}-due_on`) }));
      return {
        outcome: values.chosen<Schemas['DecisionOutcome']>('outcome', 'Choose accredit or refuse'),
        reason: values.optional('reason') ?? undefined,
        ...(conditions.length > 0 ? { conditions } : {}),
      };
    },
    send: (body, headers) => answer(api.POST('/v1/applications/{application_id}/entries/{entry_id}/decision',
      { params, body, headers })),
    done: ({ data: { state } }) => goTo(entryAddress(application.id, entry.id),
      state === 'accredited' ? 'The home is accredited' : 'The home is refused'),
  });
  return (
    <Form form={form}>
      <Found of={data} />
      <ChoiceField form={form} name="outcome" label="Decision" choices={outcomes} />
      <ProseField form={form} name="reason" label="Reason" hint="The provider reads this. Needed for a refusal" most={2000} rows={4} />
      <Rows form={form} name="conditions" one="condition" legend="Conditions" first={[]}
        hint="What is still to be done, and by when; of an accreditation only"
        row={(row) => (
          <>
            <ProseField form={form} name={`${row}-text`} label="What is to be done" most={2000} rows={2} />
            <DateField form={form} name={`${row}-due_on`} label="By" />
          </>
        )} />
      <WarningText>The provider is told at once. A decision is not taken back.</WarningText>
      <SendButton form={form} text="Decide" />
    </Form>
  );
}

void screen({
  load: ({ ids }) => loadEntry(ids),
  title: (one) => `Decide: ${homeIn(one)}`,
  view: (view) => {
    const { application, listed, assessment } = view.data;
    const back = entryAddress(application.id, listed.id);
    return (
      <ApplicationFrame application={application} entry={listed} title="Decide">
        {!isOpen(view.data) ? <NotNow back={back}>This home has been decided on.</NotNow>
          : !assessment ? <NotNow back={back}>A home is assessed before it is decided on.</NotNow>
            : <Decide {...view} />}
      </ApplicationFrame>
    );
  },
});
