// What a lead authority means to refuse, and what the applicant says to it.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, type Schemas } from '#api/client.ts';
import { BackLink, WarningText } from '#components/index.ts';
import { ProseField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { type ApplicationEntry, applicationAddress } from '#provider/applied.ts';
import { Quoted } from '#site/quoted.tsx';
import { screen, type View } from '#site/screen.tsx';
import { atTime } from '#site/words.ts';

interface Whole {
  application: Schemas['Application'];
  place: ApplicationEntry;
  warning: Schemas['Warning'];
}

async function load(application_id: string, entry_id: string): Promise<Whole> {
  const params = { path: { application_id, entry_id } };
  const [application, warning] = await Promise.all([
    body(api.GET('/v1/applications/{application_id}', { params })),
    body(api.GET('/v1/applications/{application_id}/entries/{entry_id}/warning', { params })),
  ]);
  return { application, place: application.entries.find(({ id }) => id === entry_id)!, warning };
}

function AnswerForm({ data: { application, place }, reload }: { data: Whole; reload: (done?: string) => Promise<void> }) {
  const form = useForm({
    read: (values) => ({ text: values.text('text') }),
    send: (body, headers) => answer(api.POST('/v1/applications/{application_id}/entries/{entry_id}/representation', {
      params: { path: { application_id: application.id, entry_id: place.id } }, body, headers })),
    done: () => reload('What you said has been sent'),
  });
  return (
    <Form form={form}>
      <ProseField form={form} name="text" label="What do you say to it?" hint="You can answer once. It is read before anything is decided." most={10_000} />
      <SendButton form={form} text="Send the answer" />
    </Form>
  );
}

function WarningScreen({ data, reload }: View<Whole>) {
  const { application, place, warning } = data;
  return (
    <>
      <BackLink href={applicationAddress(application.id)}>{application.reference}</BackLink>
      <span class="govuk-caption-l">{application.reference}</span>
      <h1 class="govuk-heading-l">{`The lead authority means to refuse ${place.establishment_name}`}</h1>
      {warning.representation === null && (
        <WarningText>{`You can say something to this until ${atTime(warning.answer_by)}.`}</WarningText>
      )}
      <Quoted text={warning.reason} />
      <WideTable caption="What was found" firstCellIsHeader head={[{ text: 'Requirement' }, { text: 'Why it is not met' }]}
        rows={warning.failed.map(({ question, evidence }) => [{ text: question }, { text: evidence || '–' }])} />
      {warning.representation ? (
        <>
          <h2 class="govuk-heading-m">{`What you said, ${atTime(warning.representation.made_at)}`}</h2>
          <Quoted text={warning.representation.text} />
        </>
      ) : <AnswerForm data={data} reload={reload} />}
    </>
  );
}

void screen({
  load: ({ ids: [application_id = '', entry_id = ''] }) => load(application_id, entry_id),
  title: ({ place }) => `Before a refusal of ${place.establishment_name}`,
  view: WarningScreen,
});
