// The placements of a provider, newest first.
// SPDX-License-Identifier: Apache-2.0
import { api, body } from '#api/client.ts';
import type { Schemas } from '#api/client.ts';
import { asked, Filters } from '#lists/list.tsx';
import { More } from '#lists/more.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { optionsOf, placementStates, PlacementTag } from '#market/tags.tsx';
import { screen } from '#site/screen.tsx';
import { money, onDay } from '#site/words.ts';

const page = (query: URLSearchParams, cursor?: string) => {
  // What is no state the API says.
  const state = asked(query, 'state') as Schemas['PlacementState'] | undefined;
  return body(api.GET('/v1/placements', { params: { query: { state, cursor } } }));
};

void screen({
  load: ({ query }) => page(query),
  view: ({ data, query }) => (
    <>
      <h1 class="govuk-heading-l">Placements</h1>
      <p class="govuk-body no-print"><a class="govuk-link" href="/provider/placements/fees/">What schemes charge</a></p>
      <Filters query={query} filters={[
        { name: 'state', label: 'State', all: 'All states', options: optionsOf(placementStates) },
      ]} />
      <More first={data} load={(cursor) => page(query, cursor)}>
        {(items) => (items.length === 0 ? <p class="govuk-body">No placement is here. One is made when a bid of yours is awarded, and you sign it here.</p> : (
          <WideTable caption="Your placements, the newest first" firstCellIsHeader
            head={[{ text: 'Placement' }, { text: 'State' }, { text: 'Home' }, { text: 'Council' }, { text: 'Since' },
              { text: 'Price', format: 'numeric' }]}
            rows={items.map((placement) => [
              { text: <><a class="govuk-link" href={`/provider/placements/${placement.id}/`}>{placement.reference}</a><br />{placement.terms.title}</> },
              { text: <PlacementTag state={placement.state} /> },
              { text: placement.establishment.name },
              { text: placement.council.name },
              { text: onDay(placement.created_at) },
              { text: `${money(placement.price_pence)} a ${placement.price_unit}`, format: 'numeric' },
            ])}
          />
        ))}
      </More>
    </>
  ),
});
