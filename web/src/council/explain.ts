// explain.ts - each figure of a ranking, with how it comes about, in words.
// SPDX-License-Identifier: Apache-2.0
//
// The sentences repeat the arithmetic that the ranking was made with; the
// figures are the ranking's own, so that they can be checked by hand.
import type { Schemas } from '#api/client.ts';
import { criteria, criterionNames, ties } from '#market/criteria.ts';
import { money, plural } from '#site/words.ts';
import { inMiles, points } from './words.ts';

type Ranking = Schemas['Ranking'];
type Bid = Schemas['RankedBid'];
type Scores = Schemas['Scores'];

export interface Line {
  name: string;
  worth: string;
  how: string;
  figure: string;
}

const most = 5; // of location marks, and of a text's score

export const locationMarks = (miles: number, milesPerMark: number): number =>
  Math.max(0, most - Math.floor(Math.round(miles * 100) / (milesPerMark * 100)));

const share = (worth: number, got: number, of: number, what: string): string => (
  worth === 0 ? 'This referral gives no points for it.'
    : `${worth} × ${got} ÷ ${of} ${what}`);

function ways(ranking: Ranking, bid: Bid): Record<keyof Scores, string> {
  const { weights, miles_per_mark } = ranking;
  const marks = locationMarks(bid.miles, miles_per_mark);
  return {
    price: `${weights.price} × ${money(ranking.lowest_price_pence ?? 0)} ÷ ${money(bid.price_pence ?? 0)}: `
      + 'the lowest price of all bids considered, divided by this one',
    outcomes: share(weights.outcomes, bid.outcome_score ?? 0, most, '(the score of its text, out of 5)'),
    needs: share(weights.needs, bid.needs_met, bid.needs_total, '(marks of the needs it meets, of all marks)'),
    features: share(weights.features, bid.features_met, bid.features_total,
      '(marks of the features it has, of all marks; required ones carry none)'),
    location: weights.location === 0 ? 'This referral gives no points for it.'
      : `${weights.location} × ${marks} ÷ ${most}: at ${inMiles(bid.miles)} it has ${plural(marks, 'mark')}, `
        + `${most} less one for every full ${plural(miles_per_mark, 'mile')}`,
    core: share(weights.core, Number(bid.core_score.toFixed(4)), 100, '(the score it carries from its accreditation)'),
  };
}

// Null where the bid was not considered.
export function linesOf(ranking: Ranking, bid: Bid): Line[] | null {
  const { scores } = bid;
  if (scores === null)
    return null;
  const how = ways(ranking, bid);
  const line = (name: keyof Scores): Line => ({
    name: criteria[name], worth: String(ranking.weights[name]), how: how[name], figure: points(scores[name]),
  });
  const quality = (['outcomes', 'needs', 'features', 'location', 'core'] as const).map(line);
  return [
    line('price'), ...quality,
    { name: 'Quality', worth: String(100 - ranking.weights.price), how: 'The five lines above without price, added up', figure: points(bid.quality) },
    { name: 'Total', worth: '100', how: 'Price and quality, added up', figure: points(bid.total) },
  ];
}

// Where it gained and lost against the first, the greatest difference first.
function against(first: Bid, bid: Bid): string {
  const [had, has] = [first.scores!, bid.scores!];
  const differences = criterionNames
    .map((name) => ({ name, points: has[name] - had[name] }))
    .filter(({ points }) => Math.abs(points) >= 0.00005)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
  const said = differences.map(({ name, points: difference }) =>
    `${points(Math.abs(difference))} ${difference > 0 ? 'more' : 'fewer'} for ${criteria[name].toLowerCase()}`);
  return said.length === 0 ? `It has the same points as ${first.name} for everything.`
    : `Against ${first.name} it has ${said.join(', ')}.`;
}

// Why this bid stands where it stands, in sentences.
export function standingOf(ranking: Ranking, bid: Bid): string[] {
  if (bid.rank === null || bid.gap === null)
    return [];
  const first = ranking.bids.find(({ rank }) => rank === 1)!;
  return [
    ...(bid.rank === 1 ? [`It has the highest total, ${points(bid.total)} of 100 points.`] : [
      `Its total is ${points(bid.total)} of 100 points, ${points(bid.gap)} below the highest.`,
      against(first, bid),
    ]),
    ...(bid.tie_break ? [`Another bid has the same total; ${ties[bid.tie_break]} decided.`] : []),
    ...(bid.flags.includes('abnormally_low')
      ? ['Its price was flagged as unusually low, and its provider could explain it.'] : []),
  ];
}

export function offerOf({ choice: { mode, offered } }: Ranking): string {
  const count = plural(offered.length, 'home');
  if (mode === 'none')
    return 'In this category no choice is offered: the award follows the ranking.';
  if (mode === 'any_within_budget')
    return offered.length > 0
      ? `Every home within the budget can be chosen: ${count} when the ranking was locked.`
      : 'No bid is within the budget, so nothing is offered yet.';
  return offered.length > 0
    ? `Bids less than 5 points behind the highest total can be chosen, three at most: ${count}.`
    : 'No other bid is less than 5 points behind the highest total, so there is no choice to be made.';
}
