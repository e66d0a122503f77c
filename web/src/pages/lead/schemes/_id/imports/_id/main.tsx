// One import: every record as it was sent, and what came of it.
// SPDX-License-Identifier: Apache-2.0
import { api, body, type Schemas } from '#api/client.ts';
import { Button } from '#components/index.ts';
import { useAct } from '#forms/act.ts';
import { OutcomeTag, outcomeInWords, type Taken, why } from '#lead/import-outcomes.tsx';
import { drafted, importAddress } from '#lead/import.tsx';
import { fileOf } from '#lead/records.ts';
import { loadScheme, SchemeFrame } from '#lead/scheme-frame.tsx';
import { CsvButton } from '#lists/csv.tsx';
import { save } from '#lists/save.ts';
import { WideTable } from '#lists/wide-table.tsx';
import { screen } from '#site/screen.tsx';
import { atTime } from '#site/words.ts';

interface Whole {
  scheme: Schemas['Scheme'];
  made: Schemas['AccreditationImport'];
}

function AsSent({ made: { id, items } }: Pick<Whole, 'made'>) {
  const download = useAct(async () =>
    save(`import-${id.slice(0, 8)}.json`, new Blob([fileOf(items.map(({ record }) => record))], { type: 'application/json' })));
  return (
    <Button type="button" classes="govuk-button--secondary no-print" attributes={download.attributes()}>Download the records as they were sent</Button>
  );
}

const homeOf = ({ record: { establishment: { name, address } } }: Taken) => `${name}, ${address.town}`;

function Came({ of, made, scheme }: Whole & { of: Taken }) {
  const name = of.record.provider.name;
  return (
    <>
      {why(of)}
      {of.outcome === 'provider_unknown' && (
        <> <a class="govuk-link no-print" href={`${importAddress(scheme.id, made.id, `providers/${of.record.provider.id}`)}?q=${encodeURIComponent(name.slice(0, 100))}`}>
          Say who it is<span class="govuk-visually-hidden">{`: ${name}, of ${homeOf(of)}`}</span>
        </a></>
      )}
    </>
  );
}

function Records({ made, scheme }: Whole) {
  return (
    <>
      <WideTable caption="Records, as they stood in the file" firstCellIsHeader
        head={[{ text: 'Home' }, { text: 'Provider' }, { text: 'Category' }, { text: 'What came of it' }, { text: 'Why' }]}
        rows={made.items.map((of, n) => [
          { text: `${n + 1}. ${homeOf(of)}` }, { text: of.record.provider.name }, { text: of.record.category.name },
          { text: <OutcomeTag state={of.outcome} /> }, { text: <Came of={of} made={made} scheme={scheme} /> },
        ])} />
      <div class="govuk-button-group">
        <CsvButton file={`import-${made.id.slice(0, 8)}.csv`} head={['Record', 'Home', 'Town', 'Provider', 'Category', 'What came of it', 'Why']}
          load={() => Promise.resolve(made.items.map((of, n) => ({ of, n })))}
          row={({ of, n }) => [n + 1, of.record.establishment.name, of.record.establishment.address.town, of.record.provider.name,
            of.record.category.name, outcomeInWords(of.outcome), why(of)]} />
        <AsSent made={made} />
      </div>
    </>
  );
}

void screen<Whole>({
  load: async ({ ids: [scheme_id = '', import_id = ''] }) => {
    const [scheme, made] = await Promise.all([
      loadScheme(scheme_id),
      body(api.GET('/v1/schemes/{scheme_id}/accreditation-imports/{import_id}', { params: { path: { scheme_id, import_id } } })),
    ]);
    return { scheme, made };
  },
  title: ({ made }) => made.source,
  view: ({ data }) => (
    <SchemeFrame scheme={data.scheme} title={data.made.source} under={[{ page: 'imports', text: 'Accreditations from elsewhere' }]}>
      <p class="govuk-body">{`Taken in on ${atTime(data.made.imported_at)}. ${drafted(data.made)}.`}</p>
      <Records {...data} />
    </SchemeFrame>
  ),
});
