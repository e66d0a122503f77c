// The councils of a scheme, and the days on which each may refer.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, everything, ifMatch, ifThere, type Schemas } from '#api/client.ts';
import { ChoiceField, DateField, ProseField, SelectField, SendButton, TextField } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import type { Values } from '#forms/values.ts';
import { loadScheme, SchemeFrame } from '#lead/scheme-frame.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';
import { inWords, onDay } from '#site/words.ts';

interface Members {
  scheme: Schemas['Scheme'];
  councils: Schemas['SchemeCouncil'][];
  // That could be added.
  others: Schemas['OrganisationListed'][];
}

const kinds = [
  { value: 'partner', text: 'Partner', hint: 'One of those on whose behalf the scheme was made' },
  { value: 'associate', text: 'Associate', hint: 'Joined it later, for a charge' },
];

const delegationOf = (values: Values): Schemas['Delegation'] | null => {
  const reference = values.optional('delegation-reference');
  return reference === null ? null : {
    reference, scope: values.text('delegation-scope'),
    from: values.date('delegation-from'), to: values.date('delegation-to'),
  };
};

function Member({ data: { scheme, councils, others }, query }: View<Members>) {
  const one = councils.find(({ organisation }) => organisation.id === query.get('council'));
  const form = useForm({
    read: (values) => ({
      organisation_id: one?.organisation.id ?? values.chosen<string>('organisation_id', 'Choose a council'),
      kind: values.chosen<Schemas['CouncilKind']>('kind', 'Choose partner or associate'),
      from: values.date('from'), to: values.date('to'), delegation: delegationOf(values),
    }),
    send: async ({ organisation_id, ...body }) => {
      const path = { scheme_id: scheme.id, organisation_id };
      const now = one && await ifThere(api.GET('/v1/schemes/{scheme_id}/councils/{organisation_id}', { params: { path } }));
      return answer(api.PUT('/v1/schemes/{scheme_id}/councils/{organisation_id}',
        { params: { path, header: ifMatch(now?.etag) }, body }));
    },
    done: ({ data: { organisation } }) => goTo(location.pathname, `${organisation.name} is a council of the scheme`),
  });
  return (
    <Form form={form}>
      <h2 class="govuk-heading-m">{one ? `Change ${one.organisation.name}` : 'Add a council'}</h2>
      {!one && (
        <SelectField form={form} name="organisation_id" label="Council" hint="Whoever runs Fairlot adds one that is not here"
          choices={[{ value: '', text: 'Choose a council' }, ...others.map(({ id, name }) => ({ value: id, text: name }))]} />
      )}
      <ChoiceField form={form} name="kind" label="Kind" choices={kinds} value={one?.kind} />
      <DateField form={form} name="from" label="First day" value={one?.from ?? scheme.valid_from} />
      <DateField form={form} name="to" label="Last day" value={one?.to ?? scheme.valid_to} />
      <TextField form={form} name="delegation-reference" label="Delegation: reference (optional)" value={one?.delegation?.reference}
        hint="The document by which the council lets you act for it" />
      <ProseField form={form} name="delegation-scope" label="Delegation: what for" most={10000} rows={2} value={one?.delegation?.scope} />
      <DateField form={form} name="delegation-from" label="Delegation: first day" value={one?.delegation?.from} />
      <DateField form={form} name="delegation-to" label="Delegation: last day" value={one?.delegation?.to} />
      <SendButton form={form} text={one ? 'Save' : 'Add the council'} />
    </Form>
  );
}

void screen<Members>({
  load: async ({ ids: [scheme_id = ''] }) => {
    const [scheme, councils, all] = await Promise.all([
      loadScheme(scheme_id),
      everything((cursor) => body(api.GET('/v1/schemes/{scheme_id}/councils', { params: { path: { scheme_id }, query: { cursor } } }))),
      everything((cursor) => body(api.GET('/v1/organisations', { params: { query: { kind: 'authority', cursor, limit: 100 } } }))),
    ]);
    const members = new Set(councils.map(({ organisation }) => organisation.id));
    return { scheme, councils, others: all.filter(({ id }) => !members.has(id)) };
  },
  title: ({ scheme }) => `Councils: ${scheme.name}`,
  view: (view) => (
    <SchemeFrame scheme={view.data.scheme} title="Councils">
      {view.data.councils.length === 0 ? <p class="govuk-body">None yet. A scheme needs one before it is opened.</p> : (
        <WideTable caption="Councils that buy" firstCellIsHeader
          head={[{ text: 'Council' }, { text: 'Kind' }, { text: 'May refer' }, { text: 'Delegation' }, { text: 'Change' }]}
          rows={view.data.councils.map(({ organisation, kind, from, to, delegation }) => [
            { text: organisation.name }, { text: inWords(kind) }, { text: `${onDay(from)} to ${onDay(to)}` },
            { text: delegation ? `${delegation.reference}, to ${onDay(delegation.to)}` : 'None' },
            { text: <a class="govuk-link" href={`?council=${organisation.id}`}>Change<span class="govuk-visually-hidden">{` ${organisation.name}`}</span></a> },
          ])} />
      )}
      <Member {...view} />
    </SchemeFrame>
  ),
});
