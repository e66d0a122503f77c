// Documents whose last day is near or over.
// SPDX-License-Identifier: Apache-2.0
import { api, body, type Schemas } from '#api/client.ts';
import { BackLink } from '#components/index.ts';
import { documentStates, Documents } from '#lead/documents.tsx';
import { asked, Filters, PageLinks, titleOfPage } from '#lists/list.tsx';
import { screen } from '#site/screen.tsx';

type State = Schemas['DocumentState'];

const states: State[] = ['expiring', 'expired', 'grace_ended'];

const filters = [{ name: 'state', label: 'State', all: 'Ends soon (60 days or fewer)',
  options: states.slice(1).map((value) => ({ value, text: documentStates[value][0] })) }];

void screen({
  load: ({ query }) => body(api.GET('/v1/documents', { params: { query: {
    state: (asked(query, 'state') ?? 'expiring') as State, cursor: asked(query, 'cursor') } } })),
  view: ({ data: { items, next }, query }) => (
    <>
      <BackLink href="/lead/accreditations/">Accreditations</BackLink>
      <h1 class="govuk-heading-l">{titleOfPage('Documents that end soon', query)}</h1>
      <Filters filters={filters} query={query} />
      {items.length === 0 ? <p class="govuk-body">No document of a provider is in this state.</p>
        : <Documents caption="Documents of providers that have applied to you" items={items} showProvider />}
      <PageLinks query={query} next={next} />
    </>
  ),
});
