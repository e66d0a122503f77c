// The accreditations of a provider: where its homes may bid.
// SPDX-License-Identifier: Apache-2.0
import { api, body, type Schemas } from '#api/client.ts';
import { asked, Filters } from '#lists/list.tsx';
import { More, type Page } from '#lists/more.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { inNamedCategories, type Named } from '#market/load.ts';
import { accreditationStates, AccreditationTag, optionsOf } from '#market/tags.tsx';
import { screen } from '#site/screen.tsx';
import { onDay } from '#site/words.ts';

async function page(query: URLSearchParams, cursor?: string): Promise<Page<Named<Schemas['Accreditation']>>> {
  // What is no state the API says.
  const state = asked(query, 'state') as Schemas['AccreditationState'] | undefined;
  const { items, next } = await body(api.GET('/v1/accreditations', { params: { query: { state, cursor } } }));
  return { items: await inNamedCategories(items), next };
}

void screen({
  load: ({ query }) => page(query),
  view: ({ data, query }) => (
    <>
      <h1 class="govuk-heading-l">Accreditations</h1>
      <Filters query={query} filters={[
        { name: 'state', label: 'State', all: 'All states', options: optionsOf(accreditationStates) },
      ]} />
      <More first={data} load={(cursor) => page(query, cursor)}>
        {(items) => (items.length === 0 ? (
          <p class="govuk-body">No accreditation is here. <a class="govuk-link" href="/provider/applications/new/">Apply to a scheme</a>.</p>
        ) : (
          <WideTable caption="Your accreditations, the newest first" firstCellIsHeader
            head={[{ text: 'Home' }, { text: 'State' }, { text: 'Category' }, { text: 'Since' }, { text: 'Carried score', format: 'numeric' }]}
            rows={items.map(({ id, establishment, category, accredited_at, core_score, state }) => [
              { text: <a class="govuk-link" href={`/provider/accreditations/${id}/`}>{establishment.name}<span class="govuk-visually-hidden">{`, ${category}`}</span></a> },
              { text: <AccreditationTag state={state} /> },
              { text: category },
              { text: onDay(accredited_at) },
              { text: core_score.toFixed(4), format: 'numeric' },
            ])}
          />
        ))}
      </More>
    </>
  ),
});
