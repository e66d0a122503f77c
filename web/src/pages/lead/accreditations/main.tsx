// The accredited homes of all schemes that the authority leads.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';
import { ratings, RatingTag } from '#directory/rating.tsx';
import { asOptions, ownSchemes } from '#lead/load.ts';
import { clocked, CsvButton } from '#lists/csv.tsx';
import { asked, Filters, PageLinks, titleOfPage } from '#lists/list.tsx';
import type { Page } from '#lists/more.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { categoryOf, inNamedCategories, type Named } from '#market/load.ts';
import { accreditationStates, AccreditationTag, optionsOf } from '#market/tags.tsx';
import { screen } from '#site/screen.tsx';
import { onDay } from '#site/words.ts';

type Accreditation = Schemas['Accreditation'];

interface Shown {
  page: Page<Named<Accreditation>>;
  schemes: Schemas['Scheme'][];
  one: Schemas['Category'] | null;
}

const wanted = (query: URLSearchParams) => ({
  state: asked(query, 'state') as Accreditation['state'] | undefined,
  audit: asked(query, 'audit') as 'overdue' | undefined,
  scheme_id: asked(query, 'scheme_id'),
  category_id: asked(query, 'category_id'),
});

const list = (query: URLSearchParams, limit: number, cursor?: string) =>
  body(api.GET('/v1/accreditations', { params: { query: { ...wanted(query), limit, cursor } } }));

const filters = ({ schemes, one }: Shown) => [
  { name: 'state', label: 'State', all: 'All states', options: optionsOf(accreditationStates) },
  { name: 'audit', label: 'Yearly audit', all: 'All', options: [{ value: 'overdue', text: 'Overdue' }] },
  { name: 'scheme_id', label: 'Scheme', all: 'All schemes', options: asOptions(schemes) },
  // Asked for by the page of a category; there are too many to choose from here.
  ...(one ? [{ name: 'category_id', label: 'Category', all: 'All categories', options: asOptions([one]) }] : []),
];

function Table({ page: { items } }: Shown) {
  return (
    <WideTable caption="Homes, the newest accreditation first" firstCellIsHeader
      head={[{ text: 'Home' }, { text: 'State' }, { text: 'Provider' }, { text: 'Category' }, { text: 'Rating' },
        { text: 'Carried score', format: 'numeric' }, { text: 'Audit due' }]}
      rows={items.map((one) => [
        { text: <a class="govuk-link" href={`/lead/accreditations/${one.id}/`}>{`${one.establishment.name}, ${one.establishment.town}`}</a> },
        { text: <AccreditationTag state={one.state} /> },
        { text: one.provider.name },
        { text: one.category },
        { text: <RatingTag rating={one.rating} /> },
        { text: one.core_score.toFixed(4), format: 'numeric' },
        { text: one.audit_due_on ? onDay(one.audit_due_on) : '–' },
      ])}
    />
  );
}

void screen<Shown>({
  load: async ({ me, query }) => {
    const category_id = asked(query, 'category_id');
    const [page, schemes, one] = await Promise.all([
      list(query, 25, asked(query, 'cursor')), ownSchemes(me), category_id ? categoryOf(category_id) : null,
    ]);
    return { page: { ...page, items: await inNamedCategories(page.items) }, schemes, one };
  },
  view: ({ data, data: { page }, query }) => (
    <>
      <h1 class="govuk-heading-l">{titleOfPage('Accreditations', query)}</h1>
      <p class="govuk-body">
        <a class="govuk-link" href="/lead/accreditations/expiries/">Documents that end soon</a>{' · '}
        <a class="govuk-link" href="/lead/accreditations/exclusions/">Requests to exclude a home</a>{' · '}
        <a class="govuk-link" href="/lead/accreditations/uplifts/">Requests to raise a cost</a>
      </p>
      <Filters filters={filters(data)} query={query} />
      {page.items.length === 0 ? <p class="govuk-body">No accredited home fits these filters.</p> : <Table {...data} />}
      <PageLinks query={query} next={page.next} />
      {page.items.length > 0 && (
        <CsvButton file="accreditations.csv"
          head={['Home', 'Town', 'Provider', 'Category', 'Rating', 'Carried score', 'Accredited', 'Audit due', 'State']}
          load={async () => inNamedCategories(await everything((cursor) => list(query, 100, cursor)))}
          row={(one) => [one.establishment.name, one.establishment.town, one.provider.name, one.category,
            ratings[one.rating], one.core_score.toFixed(4), clocked(one.accredited_at), one.audit_due_on,
            accreditationStates[one.state][0]]} />
      )}
    </>
  ),
  title: () => titleOfPage('Accreditations', new URLSearchParams(location.search)),
});
