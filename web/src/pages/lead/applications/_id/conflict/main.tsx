// Whether somebody who scores or decides has a conflict of interest.
// SPDX-License-Identifier: Apache-2.0
import { type Answer, answer, api, body, everything, ifThere, type Schemas } from '#api/client.ts';
import { InsetText, Tag } from '#components/index.ts';
import { ApplicationFrame } from '#lead/application-frame.tsx';
import { application, ifMatch } from '#lead/load.ts';
import { ChoiceField, ProseField, SendButton } from '#site/fields.tsx';
import { Form, useForm } from '#site/form.tsx';
import { screen, type View } from '#site/screen.tsx';
import { WideTable } from '#site/wide-table.tsx';
import { atTime } from '#site/words.ts';

interface Declared {
  application: Schemas['Application'];
  own: Answer<Schemas['ConflictDeclaration']> | null;
  all: Schemas['ConflictDeclaration'][];
}

function Declare({ data: { application, own }, reload }: View<Declared>) {
  const params = { path: { application_id: application.id }, header: ifMatch(own?.etag) };
  const form = useForm({
    read: (values) => ({
      conflicted: values.chosen('conflicted', 'Say whether you have a conflict of interest') === 'yes',
      nature: values.optional('nature') ?? undefined,
    }),
    send: (body) => answer(api.PUT('/v1/applications/{application_id}/conflict', { params, body })),
    done: () => reload('Your declaration is recorded'),
  });
  if (own?.data.conflicted)
    return (
      <InsetText>
        {`You have declared a conflict of interest on ${atTime(own.data.declared_at)}. It stands: you score and decide nothing here.`}
      </InsetText>
    );
  return (
    <Form form={form}>
      <ChoiceField form={form} name="conflicted" label="Do you have a conflict of interest about this applicant?"
        value={own ? 'no' : null}
        choices={[{ value: 'no', text: 'No' },
          { value: 'yes', text: 'Yes', hint: 'You score and decide nothing here, and what you gave does not count' }]} />
      <ProseField form={form} name="nature" label="What it is" hint="Needed if there is one. The applicant is not told" most={2000} rows={3} />
      <SendButton form={form} text="Declare" />
    </Form>
  );
}

void screen<Declared>({
  load: async ({ ids: [application_id = ''] }) => {
    const params = { path: { application_id } };
    const [one, own, all] = await Promise.all([
      application(application_id),
      ifThere(api.GET('/v1/applications/{application_id}/conflict', { params })),
      everything((cursor) => body(api.GET('/v1/applications/{application_id}/conflicts',
        { params: { ...params, query: { cursor } } }))),
    ]);
    return { application: one, own, all };
  },
  title: ({ application: { reference } }) => `Conflicts of interest, ${reference}`,
  view: (view) => (
    <ApplicationFrame application={view.data.application} title="Conflicts of interest">
      <Declare {...view} />
      {view.data.all.length > 0 && (
        <WideTable caption="What has been declared" firstCellIsHeader
          head={[{ text: 'Person' }, { text: 'Conflict' }, { text: 'What it is' }, { text: 'Declared' }]}
          rows={view.data.all.map(({ person, conflicted, nature, declared_at }) => [
            { text: person.name },
            { text: conflicted ? <Tag classes="govuk-tag--red">Yes</Tag> : 'No' },
            { text: nature ?? '' }, { text: atTime(declared_at) },
          ])} />
      )}
    </ApplicationFrame>
  ),
});
