// Takes a home out of a draft, once it was asked whether that is meant.
// SPDX-License-Identifier: Apache-2.0
import { answer, api } from '#api/client.ts';
import { BackLink, WarningText } from '#components/index.ts';
import { SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { applicationAddress, type EntryOf, entryOf } from '#provider/applied.ts';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';

function Remove({ data: { application, place, category, etag } }: View<EntryOf>) {
  const back = applicationAddress(application.id);
  const home = place.establishment_name;
  const form = useForm({
    read: () => ({}),
    send: () => answer(api.DELETE('/v1/applications/{application_id}/entries/{entry_id}', {
      params: { path: { application_id: application.id, entry_id: place.id }, header: { 'If-Match': etag } } })),
    done: () => goTo(back, `${home} is taken out of the application`),
  });
  return (
    <>
      <BackLink href={back}>{application.reference}</BackLink>
      <span class="govuk-caption-l">{`${application.reference}: ${category.name}`}</span>
      <h1 class="govuk-heading-l">{`Take ${home} out of the application?`}</h1>
      <WarningText>What you have answered for it in this application is lost. The home itself stays, and so do your documents.</WarningText>
      <Form form={form}>
        <div class="govuk-button-group">
          <SendButton form={form} text="Take it out" warning />
          <a class="govuk-link" href={back}>Go back</a>
        </div>
      </Form>
    </>
  );
}

void screen({
  load: ({ ids: [application_id = '', entry_id = ''] }) => entryOf(application_id, entry_id),
  title: ({ place }) => `Take ${place.establishment_name} out of the application`,
  view: Remove,
});
