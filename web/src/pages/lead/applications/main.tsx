// The queue of applications, in the order in which they are due.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';
import { DueOn, today } from '#lead/due.tsx';
import { asOptions, ownSchemes } from '#lead/load.ts';
import { clocked, CsvButton } from '#lists/csv.tsx';
import { asked, Filters, PageLinks, titleOfPage } from '#lists/list.tsx';
import type { Page } from '#lists/more.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { applicationStates, ApplicationTag, optionsOf } from '#market/tags.tsx';
import { screen } from '#site/screen.tsx';
import { onDay } from '#site/words.ts';

type Application = Schemas['Application'];

interface Queue {
  page: Page<Application>;
  schemes: Schemas['Scheme'][];
  today: string;
}

// What is done is not in the way, unless it is asked for.
const waits = (query: URLSearchParams): boolean | undefined =>
  (asked(query, 'state') !== undefined || asked(query, 'waiting') === 'any' ? undefined
    : asked(query, 'waiting') !== 'false');

const wanted = (query: URLSearchParams) => ({
  waiting: waits(query),
  state: asked(query, 'state') as Application['state'] | undefined,
  scheme_id: asked(query, 'scheme_id'),
  overdue: asked(query, 'overdue') === undefined ? undefined : asked(query, 'overdue') === 'true',
});

const list = (query: URLSearchParams, limit: number, cursor?: string) =>
  body(api.GET('/v1/applications', { params: { query: { ...wanted(query), limit, cursor } } }));

const filters = (schemes: Schemas['Scheme'][]) => [
  { name: 'waiting', label: 'Decision', all: 'Waiting for one',
    options: [{ value: 'false', text: 'Decided, withdrawn or lapsed' }, { value: 'any', text: 'Waiting or not' }] },
  { name: 'state', label: 'State', all: 'All states', options: optionsOf(applicationStates).filter(({ value }) => value !== 'draft') },
  { name: 'overdue', label: 'In time', all: 'In time or not',
    options: [{ value: 'true', text: 'Overdue' }, { value: 'false', text: 'Not overdue' }] },
  { name: 'scheme_id', label: 'Scheme', all: 'All schemes', options: asOptions(schemes) },
];

const day = (time: string | null) => (time ? onDay(time) : '');

function Table({ page: { items }, schemes, today }: Queue) {
  const name = (id: string) => schemes.find((scheme) => scheme.id === id)?.name ?? '';
  return (
    <WideTable caption="Applications, what is due first at the top" firstCellIsHeader
      head={[{ text: 'Application' }, { text: 'State' }, { text: 'Provider' }, { text: 'Homes' }, { text: 'Scheme' },
        { text: 'Sent in' }, { text: 'Due' }]}
      rows={items.map((application) => [
        { text: <a class="govuk-link" href={`/lead/applications/${application.id}/`}>{application.reference}</a> },
        { text: <ApplicationTag state={application.state} /> },
        { text: application.provider.name },
        { text: [...new Set(application.entries.map((entry) => entry.establishment_name))].join(', ') },
        { text: name(application.scheme_id) },
        { text: day(application.submitted_at) },
        { text: <DueOn application={application} today={today} /> },
      ])}
    />
  );
}

void screen<Queue>({
  load: async ({ me, query }) => {
    const [page, schemes] = await Promise.all([list(query, 25, asked(query, 'cursor')), ownSchemes(me)]);
    const first = page.items[0];
    return { page, schemes, today: first ? await today(first.scheme_id) : '' };
  },
  view: ({ data, data: { page, schemes }, query }) => (
    <>
      <h1 class="govuk-heading-l">{titleOfPage('Applications', query)}</h1>
      <Filters filters={filters(schemes)} query={query} />
      {page.items.length === 0 ? <p class="govuk-body">No application fits these filters.</p>
        : <Table {...data} />}
      <PageLinks query={query} next={page.next} />
      {page.items.length > 0 && (
        <CsvButton file="applications.csv" head={['Application', 'Provider', 'Homes', 'Sent in', 'Due', 'State']}
          load={() => everything((cursor) => list(query, 100, cursor))}
          row={(one) => [one.reference, one.provider.name, one.entries.length,
            clocked(one.submitted_at), one.assess_due_on, applicationStates[one.state][0]]} />
      )}
    </>
  ),
  title: () => titleOfPage('Applications', new URLSearchParams(location.search)),
});
