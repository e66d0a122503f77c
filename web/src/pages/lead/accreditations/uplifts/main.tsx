// Requests of providers to raise a cost: what waits, the earliest day first; and all others.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';
import { BackLink } from '#components/index.ts';
import { asked, Filters, PageLinks, titleOfPage } from '#lists/list.tsx';
import type { Page } from '#lists/more.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { categoryOf } from '#market/load.ts';
import { optionsOf, upliftStates, UpliftTag } from '#market/tags.tsx';
import { headName, type Uplift } from '#market/uplift.tsx';
import { screen } from '#site/screen.tsx';
import { money, onDay } from '#site/words.ts';

interface Whole {
  page: Page<Uplift>;
  homes: Map<string, Schemas['Accreditation']>;
  categories: Map<string, Schemas['Category']>;
}

const filters = [{ name: 'state', label: 'State', all: 'Waits for you', options: optionsOf(upliftStates) }];

const list = (state: Schemas['UpliftState'], cursor?: string) =>
  body(api.GET('/v1/uplifts', { params: { query: { state, cursor } } }));

// Requests and appeals together, in the order in which they would count.
async function waiting(): Promise<Page<Uplift>> {
  const both = await Promise.all((['asked', 'appealed'] as const).map((state) => everything((cursor) => list(state, cursor))));
  return { items: both.flat().sort((a, b) => a.effective_on.localeCompare(b.effective_on)), next: null };
}

async function byId<T extends { id: string }>(ids: string[], one: (id: string) => Promise<T>): Promise<Map<string, T>> {
  const all = await Promise.all([...new Set(ids)].map(one));
  return new Map(all.map((thing) => [thing.id, thing]));
}

async function load(query: URLSearchParams): Promise<Whole> {
  // What is no state the API says.
  const state = asked(query, 'state') as Schemas['UpliftState'] | undefined;
  const page = state === undefined ? await waiting() : await list(state, asked(query, 'cursor'));
  const homes = await byId(page.items.map(({ accreditation_id }) => accreditation_id), (accreditation_id) =>
    body(api.GET('/v1/accreditations/{accreditation_id}', { params: { path: { accreditation_id } } })));
  return { page, homes, categories: await byId([...homes.values()].map(({ category_id }) => category_id), categoryOf) };
}

function Table({ caption, data: { page, homes, categories } }: { caption: string; data: Whole }) {
  return (
    <WideTable caption={caption} firstCellIsHeader
      head={[{ text: 'Home' }, { text: 'Provider' }, { text: 'Cost' }, { text: 'Before', format: 'numeric' },
        { text: 'Asked for', format: 'numeric' }, { text: 'From' }, { text: 'State' }]}
      rows={page.items.map((uplift) => {
        const { establishment, category_id } = homes.get(uplift.accreditation_id)!;
        const head = headName(categories.get(category_id)!, uplift.head);
        return [
          { text: (
            <a class="govuk-link" href={`/lead/accreditations/${uplift.accreditation_id}/uplifts/${uplift.id}/`}>
              {establishment.name}<span class="govuk-visually-hidden">{`, ${head}, asked on ${onDay(uplift.asked_at)}`}</span>
            </a>
          ) },
          { text: uplift.provider.name },
          { text: head },
          { text: money(uplift.from_pence), format: 'numeric' },
          { text: money(uplift.amount_pence), format: 'numeric' },
          { text: onDay(uplift.effective_on) },
          { text: <UpliftTag state={uplift.state} /> },
        ];
      })} />
  );
}

void screen<Whole>({
  load: ({ query }) => load(query),
  title: () => titleOfPage('Requests to raise a cost', new URLSearchParams(location.search)),
  view: ({ data, data: { page }, query }) => {
    const waits = asked(query, 'state') === undefined;
    return (
      <>
        <BackLink href="/lead/accreditations/">Accreditations</BackLink>
        <h1 class="govuk-heading-l">{titleOfPage('Requests to raise a cost', query)}</h1>
        <Filters filters={filters} query={query} />
        {page.items.length === 0 ? <p class="govuk-body">{waits ? 'Nothing waits for you.' : 'No request fits this filter.'}</p>
          : <Table data={data} caption={waits ? 'What would count first at the top' : 'The newest first'} />}
        <PageLinks query={query} next={page.next} />
      </>
    );
  },
});
