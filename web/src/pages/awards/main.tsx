// The published awards of all schemes, or of one.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';
import { Details } from '#components/index.ts';
import { clocked, CsvButton } from '#lists/csv.tsx';
import { asked, type Filter, Filters, PageLinks, titleOfPage } from '#lists/list.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { quartersUntil, quarterWords } from '#market/awards.ts';
import { publicPage } from '#site/public.tsx';
import { londonTime, money, onDay } from '#site/words.ts';

type Batch = Schemas['AwardBatch'];

const query = new URLSearchParams(location.search);
const yearsToChoose = 5;

const list = (cursor: string | undefined, limit: number) => body(api.GET('/v1/awards', {
  params: { query: { scheme_id: asked(query, 'scheme'), quarter: asked(query, 'quarter'), cursor, limit } },
}));

async function load() {
  const [page, schemes] = await Promise.all([
    list(asked(query, 'cursor'), 25),
    everything((cursor) => body(api.GET('/v1/schemes', { params: { query: { limit: 100, cursor } } }))),
  ]);
  return { page, schemes };
}

const filters = (schemes: Schemas['Scheme'][]): Filter[] => [
  { name: 'scheme', label: 'Scheme', all: 'All schemes',
    options: schemes.map(({ id, name }) => ({ value: id, text: name })) },
  { name: 'quarter', label: 'Quarter', all: 'All quarters',
    options: quartersUntil(londonTime(new Date().toISOString()).date, yearsToChoose)
      .map((quarter) => ({ value: quarter, text: quarterWords(quarter) })) },
];

function Published({ batches }: { batches: Batch[] }) {
  return (
    <WideTable caption="Newest quarter first" captionClasses="govuk-visually-hidden" firstCellIsHeader
      head={[{ text: 'Quarter' }, { text: 'Scheme' }, { text: 'Published' },
        { text: 'Awards', format: 'numeric' }, { text: 'Cost in a year', format: 'numeric' }]}
      rows={batches.map(({ id, quarter, scheme, authority, published_at, version, awards, yearly_value_pence }) => [
        {
          text: (
            <a class="govuk-link" href={`/awards/${id}/`}>
              {quarterWords(quarter)}
              <span class="govuk-visually-hidden">{`: ${scheme.name}`}</span>
            </a>
          ),
        },
        { text: <>{scheme.name}<br />{authority.name}</> },
        { text: `${onDay(published_at)}${version > 1 ? ', corrected' : ''}` },
        { text: awards, format: 'numeric' },
        { text: awards === 0 ? '–' : money(yearly_value_pence), format: 'numeric' },
      ])} />
  );
}

void publicPage({
  load,
  title: () => titleOfPage('Published awards', query),
  view: ({ data: { page: { items, next }, schemes } }) => (
    <>
      <h1 class="govuk-heading-l">{titleOfPage('Published awards', query)}</h1>
      <p class="govuk-body">
        What councils have awarded through each scheme, to whom, and what it costs them in a year. A
        quarter is published two weeks after its end.
      </p>
      <Details summaryText="Why you cannot see single awards">
        <p class="govuk-body">
          Each award is a place for one person. So that nobody is pointed at, awards are told
          together: a home or a supplier is named where it has at least five in the quarter.
          Homes for children are never named.
        </p>
        <p class="govuk-body">
          Where the law asks for a notice of each award, the council gives it on the national platform.
        </p>
      </Details>
      <Filters query={query} filters={filters(schemes)} />
      {items.length === 0 ? (
        <p class="govuk-body">
          {query.size > 0 ? 'Nothing has been published that matches.' : 'Nothing has been published yet.'}
        </p>
      ) : (
        <>
          <CsvButton file="awards.csv"
            head={['Scheme', 'Reference', 'Authority', 'Quarter', 'From', 'To', 'Version', 'Published', 'Awards',
              'Awards without a value', 'Pounds in a year']}
            load={() => everything((cursor) => list(cursor, 100))}
            row={({ scheme, authority, ...batch }) => [
              scheme.name, scheme.reference, authority.name, batch.quarter, batch.from, batch.to, batch.version,
              clocked(batch.published_at), batch.awards, batch.awards_without_value, batch.yearly_value_pence / 100,
            ]} />
          <Published batches={items} />
        </>
      )}
      <PageLinks query={query} next={next} />
      <p class="govuk-body">
        <a class="govuk-link" href="/notices/">Notices about schemes</a>: their beginning, their changes, their end.
      </p>
    </>
  ),
});
