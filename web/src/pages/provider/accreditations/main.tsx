// The accreditations of a provider: where its homes may bid.
// SPDX-License-Identifier: Apache-2.0
import { api, body, type Schemas } from '#api/client.ts';
import { asked, Filters } from '#lists/list.tsx';
import { More } from '#lists/more.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { accreditationStates, AccreditationTag, optionsOf } from '#market/tags.tsx';
import { screen } from '#site/screen.tsx';
import { inWords, onDay } from '#site/words.ts';

const page = (query: URLSearchParams, cursor?: string) => {
  // What is no state the API says.
  const state = asked(query, 'state') as Schemas['AccreditationState'] | undefined;
  return body(api.GET('/v1/accreditations', { params: { query: { state, cursor } } }));
};

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
            rows={items.map(({ id, establishment, category_code, accredited_at, core_score, state }) => [
              { text: <a class="govuk-link" href={`/provider/accreditations/${id}/`}>{establishment.name}<span class="govuk-visually-hidden">{`, ${inWords(category_code)}`}</span></a> },
              { text: <AccreditationTag state={state} /> },
              { text: inWords(category_code) },
              { text: onDay(accredited_at) },
              { text: core_score.toFixed(4), format: 'numeric' },
            ])}
          />
        ))}
      </More>
    </>
  ),
});
