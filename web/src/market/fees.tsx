// fees.tsx - what a scheme takes of the placements that the reader may see: councils', providers', auditors'.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';
import { BackLink } from '#components/index.ts';
import { CsvButton } from '#lists/csv.tsx';
import { asked, Filters, PageLinks, titleOfPage } from '#lists/list.tsx';
import type { Page } from '#lists/more.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { screen } from '#site/screen.tsx';
import { inWords, money } from '#site/words.ts';
import { feeInWords, payers } from './scheme.ts';

const title = 'What schemes charge';

type Fee = Schemas['Fee'];

interface Charged {
  // Those that charge anything.
  schemes: Schemas['Scheme'][];
  scheme: Schemas['Scheme'] | undefined;
  page: Page<Fee>;
}

export interface Place {
  back: { href: string; text: string };
  // Of a placement, for whoever has a page of it.
  placements?: string;
}

const list = (scheme_id: string, limit: number, cursor?: string) =>
  body(api.GET('/v1/schemes/{scheme_id}/fees', { params: { path: { scheme_id }, query: { cursor, limit } } }));

async function load(query: URLSearchParams): Promise<Charged> {
  const all = await everything((cursor) => body(api.GET('/v1/schemes', { params: { query: { cursor, limit: 100 } } })));
  const schemes = all.filter(({ fee }) => fee !== null);
  const scheme = schemes.find(({ id }) => id === asked(query, 'scheme')) ?? schemes[0];
  const page = scheme ? await list(scheme.id, 25, asked(query, 'cursor')) : { items: [], next: null };
  return { schemes, scheme, page };
}

function Fees({ scheme, items, placements }: { scheme: Schemas['Scheme']; items: Fee[]; placements: string | undefined }) {
  if (items.length === 0)
    return <p class="govuk-body">No placement that you see is signed by both sides yet.</p>;
  return (
    <>
      <WideTable caption="Placements, the newest first" firstCellIsHeader
        head={[{ text: 'Placement' }, { text: 'Costs in a year', format: 'numeric' }, { text: 'Charge', format: 'numeric' },
          { text: 'Paid by' }, { text: 'To pay', format: 'numeric' }]}
        rows={items.map(({ placement_id, reference, value_pence, percent, payer, fee_pence }) => [
          { text: placements ? <a class="govuk-link" href={`${placements}${placement_id}/`}>{reference}</a> : reference },
          { text: money(value_pence), format: 'numeric' }, { text: `${percent} %`, format: 'numeric' },
          { text: inWords(payers[payer]) }, { text: money(fee_pence), format: 'numeric' },
        ])} />
      <CsvButton file="charges.csv" head={['Placement', 'Costs in a year (£)', 'Charge (%)', 'Paid by', 'To pay (£)']}
        load={() => everything((cursor) => list(scheme.id, 100, cursor))}
        row={(fee) => [fee.reference, fee.value_pence / 100, fee.percent, inWords(payers[fee.payer]), fee.fee_pence / 100]} />
    </>
  );
}

export const feesScreen = ({ back, placements }: Place): Promise<void> => screen<Charged>({
  load: ({ query }) => load(query),
  title: () => titleOfPage(title, new URLSearchParams(location.search)),
  view: ({ data: { schemes, scheme, page: { items, next } }, query }) => (
    <>
      <BackLink href={back.href}>{back.text}</BackLink>
      <h1 class="govuk-heading-l">{titleOfPage(title, query)}</h1>
      {scheme === undefined ? <p class="govuk-body">No scheme charges anything.</p> : (
        <>
          <Filters query={query} filters={[{ name: 'scheme', label: 'Scheme', all: 'The newest that charges',
            options: schemes.map(({ id, name }) => ({ value: id, text: name })) }]} />
          <h2 class="govuk-heading-m">{scheme.name}</h2>
          <p class="govuk-body">{`${feeInWords(scheme.fee)}, of what a placement costs in a year.`}</p>
          <Fees scheme={scheme} items={items} placements={placements} />
          <PageLinks query={query} next={next} />
        </>
      )}
    </>
  ),
});
