// The second stage of one home, to be checked, signed and sent in.
// SPDX-License-Identifier: Apache-2.0
import { answer, api } from '#api/client.ts';
import { BackLink } from '#components/index.ts';
import { Form, useForm } from '#forms/form.tsx';
import { applicationAddress, entryAddress, type EntryOf, entryOf } from '#provider/applied.ts';
import { EntryAnswers } from '#provider/entry-answers.tsx';
import { readSigned, SignFields } from '#provider/sign-fields.tsx';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';

function SecondStage({ data: { application, category, entry, place }, me }: View<EntryOf>) {
  const back = applicationAddress(application.id);
  const form = useForm({
    read: readSigned,
    send: (body, headers) => answer(api.POST('/v1/applications/{application_id}/entries/{entry_id}/submission', {
      params: { path: { application_id: application.id, entry_id: entry.id } }, body, headers })),
    done: () => goTo(back, `The second stage of ${place.establishment_name} is sent in`),
  });
  return (
    <>
      <BackLink href={back}>{application.reference}</BackLink>
      <span class="govuk-caption-l">{application.reference}</span>
      <h1 class="govuk-heading-l">Check your answers of the second stage</h1>
      <EntryAnswers home={place.establishment_name} category={category} entry={entry} change={entryAddress(application.id, entry.id)} />
      <Form form={form}><SignFields form={form} me={me} declares="Everything is true" /></Form>
    </>
  );
}

void screen({ load: ({ ids: [application_id = '', entry_id = ''] }) => entryOf(application_id, entry_id), view: SecondStage });
