// The awards of one scheme in one quarter: to whom, how many, what they cost.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';
import { Breadcrumbs, InsetText } from '#components/index.ts';
import { CsvButton } from '#lists/csv.tsx';
import { More } from '#lists/more.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { batchTitle, quarterWords } from '#market/awards.ts';
import { regimes } from '#market/scheme.ts';
import { Facts } from '#site/facts.tsx';
import { publicPage } from '#site/public.tsx';
import { money, onDay, plural } from '#site/words.ts';

type Batch = Schemas['AwardBatch'];
type Line = Schemas['AwardLine'];

const linesOf = (batch_id: string, cursor?: string) =>
  body(api.GET('/v1/awards/{batch_id}/lines', { params: { path: { batch_id }, query: { limit: 100, cursor } } }));

async function load(batch_id: string) {
  const [batch, lines] = await Promise.all([
    body(api.GET('/v1/awards/{batch_id}', { params: { path: { batch_id } } })),
    linesOf(batch_id),
  ]);
  return { batch, lines };
}

// That there is another version, before anything else is read.
function Versions({ batch: { corrects, corrected_by } }: { batch: Batch }) {
  if (corrected_by !== null)
    return (
      <InsetText>
        This version has been corrected. <a class="govuk-link" href={`/awards/${corrected_by}/`}>Read the next version</a>.
      </InsetText>
    );
  return corrects === null ? null : (
    <InsetText>
      This corrects <a class="govuk-link" href={`/awards/${corrects}/`}>the version before</a>. An award that
      its provider refused afterwards is left out.
    </InsetText>
  );
}

function BatchFacts({ batch }: { batch: Batch }) {
  const { scheme, authority, awards, awards_without_value, yearly_value_pence } = batch;
  const valued = awards - awards_without_value;
  return (
    <Facts of={[
      ['Scheme', <a class="govuk-link" href={`/schemes/${scheme.id}/`}>{`${scheme.name} (${scheme.reference})`}</a>],
      ['Lead authority', authority.name],
      ['Law', regimes[scheme.regime]],
      ['Awards', awards],
      valued > 0 && ['Cost in a year', valued === awards ? money(yearly_value_pence)
        : `${money(yearly_value_pence)} for ${valued} of them; withheld for the others`],
      ['Published', `${onDay(batch.published_at)}, version ${batch.version}`],
    ]} />
  );
}

const unnamed = 'Not named';

function Lines({ lines }: { lines: Line[] }) {
  return (
    <WideTable caption="To whom" captionClasses="govuk-table__caption--m"
      head={[{ text: 'Category' }, { text: 'Supplier' }, { text: 'Home' }, { text: 'Awards', format: 'numeric' },
        { text: 'Cost in a year', format: 'numeric' }]}
      rows={lines.map(({ category, supplier, home, awards, yearly_value_pence }) => [
        { text: category?.name ?? unnamed },
        { text: supplier === null ? unnamed : (
          <>
            {supplier.name}
            {supplier.company_number && <><br />{`Company ${supplier.company_number}`}</>}
          </>
        ) },
        { text: home?.name ?? unnamed },
        { text: awards, format: 'numeric' },
        { text: yearly_value_pence === null ? 'Withheld' : money(yearly_value_pence), format: 'numeric' },
      ])} />
  );
}

function Whole({ batch, lines }: { batch: Batch; lines: Schemas['AwardLineList'] }) {
  return (
    <>
      <CsvButton file={`awards-${batch.scheme.reference}-${batch.quarter}.csv`.replaceAll(/[^\w.-]/g, '-')}
        head={['Scheme', 'Reference', 'Authority', 'Quarter', 'Version', 'Category', 'Supplier', 'Company number',
          'Home', 'Awards', 'Pounds in a year']}
        load={() => everything((cursor) => linesOf(batch.id, cursor))}
        row={({ category, supplier, home, awards, yearly_value_pence }) => [
          batch.scheme.name, batch.scheme.reference, batch.authority.name, batch.quarter, batch.version,
          category?.name, supplier?.name, supplier?.company_number, home?.name, awards,
          yearly_value_pence === null ? null : yearly_value_pence / 100,
        ]} />
      <More first={lines} load={(cursor) => linesOf(batch.id, cursor)}>
        {(items) => <Lines lines={items} />}
      </More>
      <p class="govuk-body">
        An award is a place for one person. Homes and suppliers are named where they have at least five. What is left is told together, where
        nobody can work out what few of the others cost; the rest is only counted. The cost is the price awarded, for a year: nobody knows how
        long a person stays.
      </p>
    </>
  );
}

void publicPage({
  load: ({ ids: [batch_id = ''] }) => load(batch_id),
  title: ({ batch }) => `Awards: ${batchTitle(batch)}`,
  view: ({ data: { batch, lines } }) => (
    <>
      <Breadcrumbs items={[{ text: 'Published awards', href: '/awards/' }, { text: quarterWords(batch.quarter) }]} />
      <span class="govuk-caption-l">{batch.scheme.name}</span>
      <h1 class="govuk-heading-l">{`${plural(batch.awards, 'award')}, ${quarterWords(batch.quarter)}`}</h1>
      <Versions batch={batch} />
      <BatchFacts batch={batch} />
      {batch.awards === 0 ? <p class="govuk-body">Nothing was awarded in this quarter.</p>
        : <Whole batch={batch} lines={lines} />}
    </>
  ),
});
