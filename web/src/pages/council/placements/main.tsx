// The council's placements.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';
import { categoryFilter, schemeFilter } from '#council/filters.ts';
import { loadOfferings, type Offering } from '#council/load.ts';
import { price } from '#council/words.ts';
import { clocked, CsvButton } from '#lists/csv.tsx';
import { asked, type Filter, type Filtered, filtered, Filters, PageLinks, titleOfPage } from '#lists/list.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { optionsOf, PlacementTag, placementStates } from '#market/tags.tsx';
import { screen } from '#site/screen.tsx';
import { onDay } from '#site/words.ts';

const query = new URLSearchParams(location.search);

const list = (cursor: string | undefined, limit: number) => body(api.GET('/v1/placements', {
  params: {
    query: {
      q: asked(query, 'q'), scheme_id: asked(query, 'scheme_id'), category_id: asked(query, 'category_id'),
      state: asked(query, 'state') as Schemas['PlacementState'] | undefined, cursor, limit,
    },
  },
}));

const filtersOf = (offerings: Offering[]): Filter[] => [
  { name: 'q', label: 'Title, reference or home', type: 'search' },
  { name: 'state', label: 'State', all: 'All states', options: optionsOf(placementStates) },
  schemeFilter(offerings),
  categoryFilter(offerings),
];

interface Found {
  page: Filtered<Schemas['Placement']>;
  offerings: Offering[];
}

void screen<Found>({
  title: () => titleOfPage('Placements', query),
  load: async ({ me }) => {
    const [page, offerings] = await Promise.all([
      filtered(list(asked(query, 'cursor'), 25)), loadOfferings(me.organisation.id, {}),
    ]);
    return { page, offerings };
  },
  view: ({ data: { page: { items, next, refusal }, offerings } }) => {
    const filters = filtersOf(offerings);
    return (
      <>
        <h1 class="govuk-heading-l">{titleOfPage('Placements', query)}</h1>
        <p class="govuk-body no-print">
          <a class="govuk-link" href="/council/placements/fees/">What schemes charge</a>{' · '}
          <a class="govuk-link" href="/council/deviations/">Awards outside the process</a>
        </p>
        {items.length > 0 && <Download />}
        <Filters query={query} filters={filters} refusal={refusal} />
        {items.length > 0 ? <Placements items={items} />
          : !refusal && <None narrowed={filters.some(({ name }) => asked(query, name))} />}
        <PageLinks query={query} next={next} />
      </>
    );
  },
});

function Download() {
  return (
    <CsvButton file="placements.csv"
      head={['Reference', 'State', 'Home', 'Provider', 'Title', 'Category', 'People', 'Price in pounds', 'Per', 'Needed by', 'Made', 'Active since']}
      load={() => everything((cursor) => list(cursor, 100))}
      row={(placement) => [
        placement.reference, placementStates[placement.state][0], placement.establishment.name,
        placement.provider.name, placement.terms.title, placement.terms.category.name, placement.terms.children,
        placement.price_pence / 100, placement.price_unit, placement.terms.need_by, clocked(placement.created_at),
        clocked(placement.activated_at),
      ]} />
  );
}

function None({ narrowed }: { narrowed: boolean }) {
  return (
    <p class="govuk-body">
      {narrowed ? 'No placement fits these filters.'
        : 'Your council has no placements yet. One is made with each award.'}
    </p>
  );
}

function Placements({ items }: { items: Schemas['Placement'][] }) {
  return (
    <WideTable caption="Placements, newest first" captionClasses="govuk-visually-hidden" firstCellIsHeader
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
