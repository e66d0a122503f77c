// The council's placements.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';
import { price } from '#council/words.ts';
import { CsvButton } from '#site/csv.tsx';
import { asked, Filters, PageLinks, titleOfPage } from '#site/list.tsx';
import { screen } from '#site/screen.tsx';
import { optionsOf, PlacementTag, placementStates } from '#site/tags.tsx';
import { WideTable } from '#site/wide-table.tsx';
import { onDay } from '#site/words.ts';

const query = new URLSearchParams(location.search);

const list = (cursor: string | undefined, limit: number) => body(api.GET('/v1/placements', {
  params: {
    query: { state: asked(query, 'state') as Schemas['PlacementState'] | undefined, cursor, limit },
  },
}));

void screen({
  title: () => titleOfPage('Placements', query),
  load: () => list(asked(query, 'cursor'), 25),
  view: ({ data: { items, next } }) => (
    <>
      <h1 class="govuk-heading-l">{titleOfPage('Placements', query)}</h1>
      <CsvButton file="placements.csv"
        head={['Reference', 'State', 'Home', 'Provider', 'Title', 'Category', 'People', 'Price in pounds', 'Per', 'Needed by', 'Made', 'Active since']}
        load={() => everything((cursor) => list(cursor, 100), 10_000)}
        row={(placement) => [
          placement.reference, placementStates[placement.state][0], placement.establishment.name,
          placement.provider.name, placement.terms.title, placement.terms.category.name, placement.terms.children,
          placement.price_pence / 100, placement.price_unit, placement.terms.need_by, placement.created_at,
          placement.activated_at,
        ]} />
      <Filters query={query} filters={[
        { name: 'state', label: 'State', all: 'All states', options: optionsOf(placementStates) },
      ]} />
      {items.length === 0 ? <None /> : <Placements items={items} />}
      <PageLinks query={query} next={next} />
    </>
  ),
});

function None() {
  return (
    <p class="govuk-body">
      {asked(query, 'state') ? 'No placement is in this state.'
        : 'Your council has no placements yet. One is made with each award.'}
    </p>
  );
}

function Placements({ items }: { items: Schemas['Placement'][] }) {
  return (
    <WideTable caption="Placements, newest first" captionClasses="govuk-visually-hidden"
      head={[{ text: 'Placement' }, { text: 'State' }, { text: 'Home' }, { text: 'Needed by' },
        { text: 'Price', format: 'numeric' }]}
      rows={items.map(({ id, reference, state, establishment, provider, terms, price_pence, price_unit }) => [
        {
          text: (
            <>
              <a class="govuk-link" href={`/council/placements/${id}/`}>{terms.title}</a>
              <br />
              {reference}
            </>
          ),
        },
        { text: <PlacementTag state={state} /> },
        { text: <>{establishment.name}<br />{provider.name}</> },
        { text: onDay(terms.need_by) },
        { text: price(price_pence, price_unit), format: 'numeric' },
      ])} />
  );
}
