// The figures of a scheme: its market, its service, what it costs and who bears that.
// SPDX-License-Identifier: Apache-2.0
import { api, body, type Schemas } from '#api/client.ts';
import { asOptions } from '#lead/load.ts';
import { Recharge, recharge } from '#lead/recharge.tsx';
import {
  activeHomes, bidsForEach, BudgetLines, categoryName, loadReached, type Reached, ServiceLevels, shortage,
} from '#lead/reached.tsx';
import { type Column, figure, Report } from '#lead/report.tsx';
import { loadScheme, SchemeFrame } from '#lead/scheme-frame.tsx';
import { applicationStates } from '#market/tags.tsx';
import { Facts } from '#site/facts.tsx';
import { screen } from '#site/screen.tsx';
import { onDay } from '#site/words.ts';

interface Reports extends Reached {
  scheme: Schemas['Scheme'];
  shared: Schemas['RechargeReport'];
  work: Schemas['Workload'];
}

type Market = Reached['market']['categories'][number];

const areas = (market: Market) => market.areas.map(({ area, homes }) => `${area ?? 'No postcode'} ${homes}`).join(', ');

const marketColumns: Column<Market>[] = [
  categoryName,
  activeHomes,
  { head: 'By area', of: areas },
  figure('Referrals opened', ({ referrals }) => referrals),
  bidsForEach,
  shortage,
];

type Counted = [state: keyof Reports['work']['states'], many: number];

const workColumns: Column<Counted>[] = [
  { head: 'State', of: ([state]) => applicationStates[state][0] },
  figure('Applications', ([, many]) => many),
];

function Work({ work: { waiting, overdue, next_due_on, states }, scheme }: Reports) {
  const list = (query: string, many: number) => (many === 0 ? many
    : <a class="govuk-link" href={`/lead/applications/?scheme_id=${scheme.id}${query}`}>{many}</a>);
  return (
    <Report title="Applications" file="workload.csv" columns={workColumns} rows={Object.entries(states) as Counted[]}
      empty="Nothing has been sent in yet.">
      <Facts
        of={[
          ['Wait to be decided', list('', waiting)],
          ['Overdue', list('&overdue=true', overdue)],
          ['Next due', next_due_on ? onDay(next_due_on) : 'Nothing is due'],
        ]}
      />
    </Report>
  );
}

async function load(scheme_id: string): Promise<Reports> {
  const params = { path: { scheme_id } };
  const [scheme, reached, shared, work] = await Promise.all([
    loadScheme(scheme_id),
    loadReached(scheme_id),
    recharge(scheme_id, {}),
    body(api.GET('/v1/schemes/{scheme_id}/workload', { params })),
  ]);
  return { scheme, ...reached, shared, work };
}

void screen<Reports>({
  load: ({ ids: [scheme_id = ''] }) => load(scheme_id),
  title: ({ scheme }) => `Reports: ${scheme.name}`,
  view: ({ data }) => {
    const { scheme, market: { categories }, service, budget, shared } = data;
    return (
      <SchemeFrame scheme={scheme} title="Reports">
        <Work {...data} />
        <Report title="Homes and bids, by category" file="market.csv" columns={marketColumns} rows={categories}
          empty="There is no category yet." />
        <ServiceLevels service={service} />
        <BudgetLines budget={budget} />
        <Recharge scheme_id={scheme.id} first={shared}
          categories={asOptions(categories.map(({ category_id: id, name }) => ({ id, name })))} />
      </SchemeFrame>
    );
  },
});
