// The figures of a scheme: its market, its service, what it costs and who bears that.
// SPDX-License-Identifier: Apache-2.0
import { api, body, type Schemas } from '#api/client.ts';
import { Tag } from '#components/index.ts';
import { asOptions } from '#lead/load.ts';
import { Recharge, recharge } from '#lead/recharge.tsx';
import { type Column, figure, pounds, Report } from '#lead/report.tsx';
import { loadScheme, SchemeFrame } from '#lead/scheme-frame.tsx';
import { applicationStates } from '#market/tags.tsx';
import { Facts } from '#site/facts.tsx';
import { screen } from '#site/screen.tsx';
import { onDay } from '#site/words.ts';

interface Reports {
  scheme: Schemas['Scheme'];
  market: Schemas['MarketReport'];
  service: Schemas['ServiceReport'];
  budget: Schemas['BudgetReport'];
  shared: Schemas['RechargeReport'];
  work: Schemas['Workload'];
}

type Market = Reports['market']['categories'][number];
type Level = Reports['service']['service_levels'][number];
// The sums are of no kind.
type Line = Omit<Reports['budget']['lines'][number], 'kind'> & { kind: 'one_off' | 'yearly' | null };

const shortages: Record<Market['warnings'][number], string> = {
  homes: 'Too few homes', bids_per_referral: 'Too few bids',
};

const areas = (market: Market) => market.areas.map(({ area, homes }) => `${area ?? 'No postcode'} ${homes}`).join(', ');
const short = (market: Market) => market.warnings.map((name) => shortages[name]).join(', ');

const marketColumns: Column<Market>[] = [
  { head: 'Category', of: ({ name }) => name },
  figure('Active homes', ({ homes }) => homes),
  { head: 'By area', of: areas },
  figure('Referrals opened', ({ referrals }) => referrals),
  figure('Bids for each', (market) => market.bids_per_referral),
  { head: 'Warning', of: short, show: (market) => (short(market) ? <Tag classes="govuk-tag--red">{short(market)}</Tag> : 'None') },
];

const measures: Record<Level['measure'], string> = {
  decided_in_time_percent: 'Applications decided in time (%)', days_to_decide: 'Days until an application is decided',
  bids_per_referral: 'Bids for each referral',
};

const serviceColumns: Column<Level>[] = [
  { head: 'Measure', of: ({ measure }) => measures[measure] },
  figure('Agreed', ({ target }) => target, 'Not agreed'),
  figure('Actual', ({ actual }) => actual, 'Nothing yet'),
];

const budgetColumns: Column<Line>[] = [
  { head: 'Line', of: ({ name }) => name },
  { head: 'Kind', of: ({ kind }) => kind && (kind === 'one_off' ? 'Once' : 'Each year') },
  pounds('Planned', (line) => line.planned_pence),
  pounds('Contingency', (line) => line.contingency_pence),
  pounds('Spent', (line) => line.spent_pence),
  pounds('Left', (line) => line.left_pence),
];

// The sums stand below their lines, as in a book.
const withSums = ({ lines, ...sums }: Reports['budget']): Line[] => (lines.length < 2 ? lines : [...lines, {
  name: 'Together', kind: null, ...sums, left_pence: lines.reduce((sum, { left_pence }) => sum + left_pence, 0),
}]);

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
  const [scheme, market, service, budget, shared, work] = await Promise.all([
    loadScheme(scheme_id),
    body(api.GET('/v1/schemes/{scheme_id}/market-report', { params })),
    body(api.GET('/v1/schemes/{scheme_id}/service-report', { params })),
    body(api.GET('/v1/schemes/{scheme_id}/budget-report', { params })),
    recharge(scheme_id, {}),
    body(api.GET('/v1/schemes/{scheme_id}/workload', { params })),
  ]);
  return { scheme, market, service, budget, shared, work };
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
        <Report title="Service levels" file="service.csv" columns={serviceColumns} rows={service.service_levels}
          empty="No service level is agreed." />
        <Report title="Budget and what is spent" file="budget.csv" columns={budgetColumns} rows={withSums(budget)}
          empty="The scheme has no budget lines." />
        <Recharge scheme_id={scheme.id} first={shared}
          categories={asOptions(categories.map(({ category_id: id, name }) => ({ id, name })))} />
      </SchemeFrame>
    );
  },
});
