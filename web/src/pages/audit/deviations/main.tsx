// Awards that no referral led to, with reason and approver, scheme by scheme.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';
import { BackLink } from '#components/index.ts';
import { asked, Filters } from '#lists/list.tsx';
import { DeviationsCsv, DeviationTable, listDeviations } from '#market/deviations.tsx';
import { screen } from '#site/screen.tsx';

interface Deviations {
  schemes: Schemas['Scheme'][];
  scheme: Schemas['Scheme'] | undefined;
  items: Schemas['Deviation'][];
}

async function load(query: URLSearchParams): Promise<Deviations> {
  const schemes = await everything((cursor) => body(api.GET('/v1/schemes', { params: { query: { cursor, limit: 100 } } })));
  const scheme = schemes.find(({ id }) => id === asked(query, 'scheme')) ?? schemes[0];
  const items = scheme === undefined ? [] : await everything((cursor) => listDeviations(scheme.id, cursor, 100));
  return { schemes, scheme, items };
}

void screen<Deviations>({
  load: ({ query }) => load(query),
  view: ({ data: { schemes, scheme, items }, query }) => (
    <>
      <BackLink href="/audit/">For auditors</BackLink>
      <h1 class="govuk-heading-l">Awards outside the process</h1>
      <Filters query={query} filters={[{ name: 'scheme', label: 'Scheme', all: 'The newest scheme',
        options: schemes.map(({ id, name }) => ({ value: id, text: name })) }]} />
      {items.length === 0 ? <p class="govuk-body">{`None is recorded${scheme ? ` in ${scheme.name}` : ''}.`}</p> : (
        <>
          <DeviationTable caption={scheme!.name} items={items} />
          <DeviationsCsv scheme_id={scheme!.id} />
        </>
      )}
    </>
  ),
});
