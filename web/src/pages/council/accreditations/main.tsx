// The accredited homes of the schemes that the council is in.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';
import { categoryFilter } from '#council/filters.ts';
import { loadOfferings } from '#council/load.ts';
import { shortly } from '#council/words.ts';
import { clocked, CsvButton } from '#lists/csv.tsx';
import { asked, Filters, PageLinks, titleOfPage } from '#lists/list.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { grounds } from '#market/grounds.ts';
import { inNamedCategories, type Named } from '#market/load.ts';
import { accreditationStates, AccreditationTag, optionsOf } from '#market/tags.tsx';
import { screen } from '#site/screen.tsx';
import { inWords, onDay } from '#site/words.ts';

const title = 'Accredited homes';
const query = new URLSearchParams(location.search);

const list = (cursor: string | undefined, limit: number) => body(api.GET('/v1/accreditations', {
  params: {
    query: {
      category_id: asked(query, 'category_id'),
      state: asked(query, 'state') as Schemas['AccreditationState'] | undefined, cursor, limit,
    },
  },
}));

void screen({
  title: () => titleOfPage(title, query),
  load: async ({ me }) => {
    const [page, offerings] = await Promise.all([
      list(asked(query, 'cursor'), 50), loadOfferings(me.organisation.id),
    ]);
    return { items: await inNamedCategories(page.items), next: page.next, offerings };
  },
  view: ({ data: { items, next, offerings } }) => (
    <>
      <h1 class="govuk-heading-l">{titleOfPage(title, query)}</h1>
      <p class="govuk-body">
        The homes that your council can ask. They are assessed once, by the lead authority, for every
        council. <a class="govuk-link" href="/council/caps/">What your council pays at most for core costs</a>.
      </p>
      <CsvButton file="accredited-homes.csv"
        head={['Home', 'Town', 'Provider', 'Category', 'State', 'Rating', 'Carried score', 'Accredited', 'Audit due']}
        load={async () => inNamedCategories(await everything((cursor) => list(cursor, 100)))}
        row={(home) => [
          home.establishment.name, home.establishment.town, home.provider.name, home.category,
          accreditationStates[home.state][0], inWords(home.rating), home.core_score, clocked(home.accredited_at), home.audit_due_on,
        ]} />
      <Filters query={query} filters={[
        categoryFilter(offerings),
        { name: 'state', label: 'State', all: 'All states', options: optionsOf(accreditationStates) },
      ]} />
      {items.length === 0 ? <p class="govuk-body">No home fits these filters.</p>
        : <Homes items={items} />}
      <PageLinks query={query} next={next} />
    </>
  ),
});

function Homes({ items }: { items: Named<Schemas['Accreditation']>[] }) {
  return (
    <WideTable caption="Accredited homes, newest first" captionClasses="govuk-visually-hidden" firstCellIsHeader
      head={[{ text: 'Home' }, { text: 'State' }, { text: 'Provider' }, { text: 'Category' },
        { text: 'Rating' }, { text: 'Carried score', format: 'numeric' }, { text: 'Since' }]}
      rows={items.map((home) => [
        { text: (
          <>
            <a class="govuk-link" href={`/council/accreditations/${home.id}/`}>{home.establishment.name}</a>
            <br />{home.establishment.town}
          </>
        ) },
        { text: <><AccreditationTag state={home.state} />{home.ground && <><br />{grounds[home.ground]}</>}</> },
        { text: home.provider.name },
        { text: home.category },
        { text: inWords(home.rating) },
        { text: shortly(home.core_score), format: 'numeric' },
        { text: onDay(home.accredited_at) },
      ])} />
  );
}
