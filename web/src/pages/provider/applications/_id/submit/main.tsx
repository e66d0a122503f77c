// The whole application, to be checked, signed and sent in.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, type Schemas } from '#api/client.ts';
import { BackLink } from '#components/index.ts';
import { Form, useForm } from '#forms/form.tsx';
import { AgreementText, newestAgreement } from '#market/agreement.tsx';
import { applicationAddress, type Applied, applied, type Entry, entryAddress } from '#provider/applied.ts';
import { EntryAnswers } from '#provider/entry-answers.tsx';
import { readSigned, SignFields } from '#provider/sign-fields.tsx';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';

interface Whole extends Applied {
  entries: Entry[];
  agreement: Schemas['Agreement'] | null;
}

async function load(application_id: string): Promise<Whole> {
  const of = await applied(application_id);
  const [agreement, ...entries] = await Promise.all([
    of.missing?.agreement ? newestAgreement(of.application.scheme_id) : null,
    ...of.application.entries.map(({ id }) => body(api.GET('/v1/applications/{application_id}/entries/{entry_id}', {
      params: { path: { application_id, entry_id: id } } }))),
  ]);
  return { ...of, entries, agreement };
}

function Submit({ data, me }: View<Whole>) {
  const { application, scheme, categories, entries, agreement } = data;
  const back = applicationAddress(application.id);
  const form = useForm({
    read: (values) => ({ ...readSigned(values), ...(agreement ? { agreement_version: agreement.version } : {}) }),
    send: (body, headers) => answer(api.POST('/v1/applications/{application_id}/submission', {
      params: { path: { application_id: application.id } }, body, headers })),
    done: () => goTo(back, 'The application is sent in'),
  });
  return (
    <>
      <BackLink href={back}>{application.reference}</BackLink>
      <span class="govuk-caption-l">{`${application.reference}: ${scheme.name}`}</span>
      <h1 class="govuk-heading-l">Check your answers</h1>
      {application.entries.map((place, n) => (
        <EntryAnswers key={place.id} home={place.establishment_name} category={categories.get(place.category_id)!} entry={entries[n]!}
          change={entryAddress(application.id, place.id)} />
      ))}
      {agreement && (
        <>
          <h2 class="govuk-heading-m">{agreement.title}</h2>
          <AgreementText agreement={agreement} />
        </>
      )}
      <Form form={form}>
        <SignFields form={form} me={me} declares={agreement ? 'Everything is true, and we sign the agreement above'
          : 'Everything is true, and we accept the terms of the scheme'} />
      </Form>
    </>
  );
}

void screen({ load: ({ ids: [application_id = ''] }) => load(application_id), view: Submit });
