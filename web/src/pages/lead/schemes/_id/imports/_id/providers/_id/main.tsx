// Whose records these are, where nobody is registered here under the id in the file: they are taken in again.
// SPDX-License-Identifier: Apache-2.0
import { api, body, type Schemas } from '#api/client.ts';
import { ChoiceField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import type { Taken } from '#lead/import-outcomes.tsx';
import { drafted, importAddress, sendRecords } from '#lead/import.tsx';
import { loadScheme, SchemeFrame } from '#lead/scheme-frame.tsx';
import { asked, type Filtered, filtered, Filters } from '#lists/list.tsx';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';
import { plural } from '#site/words.ts';

const title = 'Say who the provider is';

interface Whole {
  scheme: Schemas['Scheme'];
  made: Schemas['AccreditationImport'];
  // Of the one provider that was not found.
  records: Taken[];
  providers: Filtered<Schemas['OrganisationListed']>;
}

async function load([scheme_id = '', import_id = '', provider_id = '']: string[], query: URLSearchParams): Promise<Whole> {
  const [scheme, made, providers] = await Promise.all([
    loadScheme(scheme_id),
    body(api.GET('/v1/schemes/{scheme_id}/accreditation-imports/{import_id}', { params: { path: { scheme_id, import_id } } })),
    filtered(body(api.GET('/v1/organisations', { params: { query: { kind: 'provider', q: asked(query, 'q'), limit: 25 } } }))),
  ]);
  const records = made.items.filter(({ outcome, record }) => outcome === 'provider_unknown' && record.provider.id === provider_id);
  return { scheme, made, records, providers };
}

function Choose({ scheme, made, records, providers }: Whole) {
  const form = useForm({
    read: (values) => ({ provider_id: values.chosen<string>('provider_id', 'Choose the provider') }),
    send: ({ provider_id }, headers) => sendRecords(scheme.id, made.source, records.map(({ record }) => ({ record, provider_id })), headers),
    done: (again) => goTo(importAddress(scheme.id, again.id), drafted(again)),
  });
  return (
    <Form form={form}>
      <ChoiceField form={form} name="provider_id" label="Registered here as" hint={providers.next ? 'There are more: narrow them by their name' : undefined}
        choices={providers.items.map(({ id, name, company_number }) =>
        ({ value: id, text: name, hint: company_number ? `Company number ${company_number}` : undefined }))} />
      <SendButton form={form} text={`Take in ${plural(records.length, 'record')} again`} />
    </Form>
  );
}

function Found(whole: Whole) {
  if (whole.records.length === 0)
    return <p class="govuk-body">No record of this import waits for this provider.</p>;
  if (whole.providers.items.length === 0)
    return (
      <p class="govuk-body">
        Nobody is registered here under such a name. Try a shorter part of it; whoever is not registered has to do so before its homes can be
        taken in.
      </p>
    );
  return <Choose {...whole} />;
}

void screen<Whole>({
  load: ({ ids, query }) => load(ids, query),
  title: ({ scheme }) => `${title}: ${scheme.name}`,
  view: ({ data, query }: View<Whole>) => {
    const { scheme, made, records: [first], providers } = data;
    const { name = '', company_number: number = null } = first?.record.provider ?? {};
    return (
      <SchemeFrame scheme={scheme} title={title}
        under={[{ page: 'imports', text: 'Accreditations from elsewhere' }, { page: `imports/${made.id}`, text: made.source }]}>
        {first && <p class="govuk-body">{`In the file it is called ${name}${number ? `, company number ${number}` : ''}.`}</p>}
        <Filters query={query} filters={[{ name: 'q', label: 'Part of its name', type: 'search' }]} refusal={providers.refusal} />
        <Found {...data} />
      </SchemeFrame>
    );
  },
});
