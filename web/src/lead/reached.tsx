// reached.tsx - what a scheme aims at beside what it has reached: service levels, its market, its budget.
// SPDX-License-Identifier: Apache-2.0
import { api, body, type Schemas } from '#api/client.ts';
import { Tag } from '#components/index.ts';
import { type Column, figure, pounds, Report } from './report.tsx';

type Level = Schemas['ServiceReport']['service_levels'][number];
type Market = Schemas['MarketReport']['categories'][number];
type Budget = Schemas['BudgetReport'];
// The sums are of no kind.
type Line = Omit<Budget['lines'][number], 'kind'> & { kind: 'one_off' | 'yearly' | null };

export interface Reached {
  market: Schemas['MarketReport'];
  service: Schemas['ServiceReport'];
  budget: Budget;
}

export async function loadReached(scheme_id: string): Promise<Reached> {
  const params = { path: { scheme_id } };
  const [market, service, budget] = await Promise.all([
    body(api.GET('/v1/schemes/{scheme_id}/market-report', { params })),
    body(api.GET('/v1/schemes/{scheme_id}/service-report', { params })),
    body(api.GET('/v1/schemes/{scheme_id}/budget-report', { params })),
  ]);
  return { market, service, budget };
}

export const measures: Record<Level['measure'], string> = {
  decided_in_time_percent: 'Applications decided in time (%)', days_to_decide: 'Days until an application is decided',
  bids_per_referral: 'Bids for each referral',
};

const serviceColumns: Column<Level>[] = [
  { head: 'Measure', of: ({ measure }) => measures[measure] },
  figure('Agreed', ({ target }) => target, 'Not agreed'),
  figure('Actual', ({ actual }) => actual, 'Nothing yet'),
];

export const ServiceLevels = ({ service }: Pick<Reached, 'service'>) => (
  <Report title="Service levels" file="service.csv" columns={serviceColumns} rows={service.service_levels} empty="No service level is agreed." />
);

const shortages: Record<Market['warnings'][number], string> = {
  homes: 'Too few homes', bids_per_referral: 'Too few bids',
};

const short = (market: Market) => market.warnings.map((name) => shortages[name]).join(', ');

// What is below the level that the scheme has set itself.
export const shortage: Column<Market> = {
  head: 'Warning', of: short, show: (market) => (short(market) ? <Tag classes="govuk-tag--red">{short(market)}</Tag> : 'None'),
};

export const categoryName: Column<Market> = { head: 'Category', of: ({ name }) => name };
export const activeHomes = figure<Market>('Active homes', ({ homes }) => homes);
export const bidsForEach = figure<Market>('Bids for each', (market) => market.bids_per_referral);

export const kinds = { one_off: 'Once', yearly: 'Each year' };

const budgetColumns: Column<Line>[] = [
  { head: 'Line', of: ({ name }) => name },
  { head: 'Kind', of: ({ kind }) => kind && kinds[kind] },
  pounds('Planned', (line) => line.planned_pence),
  pounds('Contingency', (line) => line.contingency_pence),
  pounds('Spent', (line) => line.spent_pence),
  pounds('Left', (line) => line.left_pence),
];

// The sums stand below their lines, as in a book.
const withSums = ({ lines, ...sums }: Budget): Line[] => (lines.length < 2 ? lines : [...lines, {
  name: 'Together', kind: null, ...sums, left_pence: lines.reduce((sum, { left_pence }) => sum + left_pence, 0),
}]);

export const BudgetLines = ({ budget }: Pick<Reached, 'budget'>) => (
  <Report title="Budget and what is spent" file="budget.csv" columns={budgetColumns} rows={withSums(budget)}
    empty="The scheme has no budget lines." />
);
