// The documents of an applicant, and what they were held against.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, everything, type Schemas } from '#api/client.ts';
import { ChoiceField, DateField, ProseField, SendButton, TextField } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { ApplicationFrame } from '#lead/application-frame.tsx';
import { Documents } from '#lead/documents.tsx';
import { application } from '#lead/load.ts';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';

interface Shown {
  application: Schemas['Application'];
  documents: Schemas['Document'][];
}

const outcomes = [
  { value: 'verified', text: 'It is right' },
  { value: 'rejected', text: 'It is not', hint: 'It counts no more from now on, and the provider is told why' },
];

// `sha256` is of what was looked at: it may have been replaced meanwhile.
function Verify({ document: { id, title }, sha256, path }: {
  document: Schemas['Document']; sha256: string; path: string;
}) {
  const form = useForm({
    read: (values) => ({
      outcome: values.chosen<Schemas['VerificationOutcome']>('outcome', 'Say whether it is right'),
      source: values.text('source'),
      checked_on: values.date('checked_on'),
      reason: values.text('reason'),
      sha256,
    }),
    send: (body, headers) => answer(api.POST('/v1/documents/{document_id}/verification',
      { params: { path: { document_id: id } }, body, headers })),
    done: ({ data }) => goTo(path, `${title} is ${data.state === 'rejected' ? 'rejected' : 'verified'}`),
  });
  return (
    <Form form={form}>
      <h2 class="govuk-heading-m">{`Verify ${title}`}</h2>
      <ChoiceField form={form} name="outcome" label="What you found" choices={outcomes} />
      <TextField form={form} name="source" label="What it was held against" hint="For example, the insurer’s register" />
      <DateField form={form} name="checked_on" label="Checked on" />
      <ProseField form={form} name="reason" label="Reason" hint="Needed to reject" most={2000} rows={2} />
      <SendButton form={form} text="Record" />
    </Form>
  );
}

function List({ data: { application, documents }, query }: View<Shown>) {
  const chosen = documents.find(({ id }) => id === query.get('verify'));
  return (
    <ApplicationFrame application={application} title="Documents" wide>
      {chosen?.content && (
        <Verify document={chosen} sha256={chosen.content.sha256} path={location.pathname} />
      )}
      {documents.length === 0 ? <p class="govuk-body">The provider has shown none.</p>
        : <Documents caption="What the provider has shown" items={documents} verify={(id) => `?verify=${id}`} />}
    </ApplicationFrame>
  );
}

void screen<Shown>({
  load: async ({ ids: [application_id = ''] }) => {
    const one = await application(application_id);
    const documents = await everything((cursor) => body(api.GET('/v1/documents',
      { params: { query: { provider_id: one.provider.id, cursor } } })));
    return { application: one, documents };
  },
  title: ({ application: { reference } }) => `Documents, ${reference}`,
  view: List,
});
