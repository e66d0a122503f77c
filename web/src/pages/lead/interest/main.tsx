// Suppliers who have said on a procurement portal that they are interested.
// SPDX-License-Identifier: Apache-2.0
import { api, body, type Schemas } from '#api/client.ts';
import { asOptions, ownSchemes } from '#lead/load.ts';
import { asked, Filters, PageLinks, titleOfPage } from '#lists/list.tsx';
import type { Page } from '#lists/more.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { InterestTag } from '#market/tags.tsx';
import { screen } from '#site/screen.tsx';
import { atTime } from '#site/words.ts';

const title = 'Interested suppliers';

interface Shown {
  page: Page<Schemas['ExpressionOfInterest']>;
  schemes: Schemas['Scheme'][];
}

function Table({ page: { items }, schemes }: Shown) {
  const names = new Map(schemes.map(({ id, name }) => [id, name]));
  return (
    <WideTable caption="Suppliers, the newest first" firstCellIsHeader
      head={[{ text: 'Supplier' }, { text: 'Scheme' }, { text: 'Said so' }, { text: 'State' }]}
      rows={items.map(({ id, supplier, scheme_id, created_at, state }) => [
        { text: <a class="govuk-link" href={`/lead/interest/${id}/`}>{supplier.name}</a> },
        { text: names.get(scheme_id) }, { text: atTime(created_at) }, { text: <InterestTag state={state} /> },
      ])} />
  );
}

void screen<Shown>({
  load: async ({ me, query }) => {
    const [page, schemes] = await Promise.all([
      body(api.GET('/v1/expressions-of-interest', {
        params: { query: { scheme_id: asked(query, 'scheme_id'), cursor: asked(query, 'cursor'), limit: 25 } } })),
      ownSchemes(me),
    ]);
    return { page, schemes };
  },
  view: ({ data, data: { page, schemes }, query }) => (
    <>
      <h1 class="govuk-heading-l">{titleOfPage(title, query)}</h1>
      <p class="govuk-body">
        They have said so on a procurement portal. Whoever is invited registers here, and can then apply for their homes; nobody has to
        be invited to apply.
      </p>
      <Filters query={query} filters={[{ name: 'scheme_id', label: 'Scheme', all: 'All schemes', options: asOptions(schemes) }]} />
      {page.items.length === 0 ? <p class="govuk-body">No portal has told of anybody.</p> : <Table {...data} />}
      <PageLinks query={query} next={page.next} />
    </>
  ),
  title: () => titleOfPage(title, new URLSearchParams(location.search)),
});
