// Accreditations of other platforms taken in as drafts, and a scheme's own as a file for them.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';
import { Button, Details } from '#components/index.ts';
import { useAct } from '#forms/act.ts';
import { importAddress, ImportForm } from '#lead/import.tsx';
import { fileOf } from '#lead/records.ts';
import { loadScheme, SchemeFrame } from '#lead/scheme-frame.tsx';
import { asked, PageLinks, titleOfPage } from '#lists/list.tsx';
import type { Page } from '#lists/more.tsx';
import { save } from '#lists/save.ts';
import { WideTable } from '#lists/wide-table.tsx';
import { screen } from '#site/screen.tsx';
import { atTime } from '#site/words.ts';

const title = 'Accreditations from elsewhere';

interface Whole {
  scheme: Schemas['Scheme'];
  page: Page<Schemas['AccreditationImportSummary']>;
}

// Of a record in the file, and what it holds.
const members = [
  ['format', 'Always fairlot-accreditation-1'],
  ['scheme, category', 'From which they come. The category is found here by its short name (code)'],
  ['provider', 'Its id, name and company number. It is found here by its id; where it has another one here, you name it afterwards'],
  ['establishment', 'The home: name, address, number with its regulator, rating, places. It is added to the provider’s homes if it is not among them'],
  ['answers', 'To requirements and statements, by their short names'],
  ['assessment, accreditation', 'What was found there, when, and the state since'],
  ['score_reviews, price_changes', 'What has changed since, if anything'],
  ['in_force', 'Core costs in pence on the day of the file, of which the draft is made'],
];

const Format = () => (
  <Details summaryText="What the file looks like">
    <p class="govuk-body">
      A JSON file (UTF-8) with a list of records, as ‘Download this scheme’s accreditations’ makes it here and on every other Fairlot. Each
      record has these parts; <a class="govuk-link" href="/api/portals/">the reference of the API</a> says what is in each. Amounts are in pence.
    </p>
    <WideTable caption="Parts of a record" head={[{ text: 'Part' }, { text: 'What it holds' }]}
      rows={members.map(([name, text]) => [{ text: <code>{name}</code> }, { text }])} />
  </Details>
);

function Export({ scheme }: { scheme: Schemas['Scheme'] }) {
  const download = useAct(async () => {
    const records = await everything((cursor) => body(api.GET('/v1/schemes/{scheme_id}/accreditations-export',
      { params: { path: { scheme_id: scheme.id }, query: { cursor, limit: 100 } } })));
    save(`accreditations-${scheme.reference}.json`, new Blob([fileOf(records)], { type: 'application/json' }));
  });
  return (
    <>
      <h2 class="govuk-heading-m">For another platform</h2>
      <p class="govuk-body">Every accreditation whole, with answers, scores and what it costs: hand it only to a partner.</p>
      <Button type="button" classes="govuk-button--secondary" attributes={download.attributes()}>Download this scheme’s accreditations</Button>
    </>
  );
}

void screen<Whole>({
  load: async ({ ids: [scheme_id = ''], query }) => {
    const [scheme, page] = await Promise.all([
      loadScheme(scheme_id),
      body(api.GET('/v1/schemes/{scheme_id}/accreditation-imports',
        { params: { path: { scheme_id }, query: { cursor: asked(query, 'cursor'), limit: 25 } } })),
    ]);
    return { scheme, page };
  },
  title: ({ scheme }) => `${title}: ${scheme.name}`,
  view: ({ data: { scheme, page: { items, next } }, query }) => (
    <SchemeFrame scheme={scheme} title={titleOfPage(title, query)}>
      <p class="govuk-body">
        A home that another platform has accredited becomes a draft of its provider, who looks through it and sends it in. It is then assessed
        like any other: nothing is accredited by a file. Every record is kept as it was sent.
      </p>
      {items.length === 0 ? <p class="govuk-body">No file has been taken in yet.</p> : (
        <WideTable caption="Files taken in, the newest first" firstCellIsHeader
          head={[{ text: 'Where it came from' }, { text: 'When' }, { text: 'Records', format: 'numeric' }, { text: 'Drafts made', format: 'numeric' }]}
          rows={items.map(({ id, source, imported_at, records, drafted }) => [
            { text: <a class="govuk-link" href={importAddress(scheme.id, id)}>{source}</a> }, { text: atTime(imported_at) },
            { text: records, format: 'numeric' }, { text: drafted, format: 'numeric' },
          ])} />
      )}
      <PageLinks query={query} next={next} />
      <div class="no-print">
        <h2 class="govuk-heading-m">Take in a file</h2>
        <ImportForm scheme={scheme} />
        <Format />
        <Export scheme={scheme} />
      </div>
    </SchemeFrame>
  ),
});
