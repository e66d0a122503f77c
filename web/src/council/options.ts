// options.ts - the bids between which a family can choose.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '../api/client.ts';
import type { Decision } from './load.ts';

export interface Option {
  bid: Schemas['OpenedBid'];
  // Pence above the budget; somebody other than the council pays them.
  extra: number;
}

// Those offered, in rank order; then, where a resident may choose any home and
// one is within the budget, those above it.
export function optionsOf(
  { offered, ranking }: Decision, bids: Schemas['OpenedBid'][], referral: Schemas['Referral'],
): Option[] {
  const of = (bid_id: string) => bids.find((bid) => bid.bid_id === bid_id);
  const options = offered.flatMap(({ bid_id, over_budget_pence }) => {
    const bid = of(bid_id);
    return bid ? [{ bid, extra: referral.choice_mode === 'any_within_budget' ? over_budget_pence ?? 0 : 0 }] : [];
  });
  if (referral.choice_mode !== 'any_within_budget' || options.length === 0)
    return options;
  return [...options, ...aboveBudget(ranking, referral.budget_pence ?? 0, of)];
}

function aboveBudget(
  ranking: Schemas['Ranking'] | null, budget: number, of: (id: string) => Schemas['OpenedBid'] | undefined,
): Option[] {
  return (ranking?.bids ?? []).flatMap(({ bid_id, compliant, price_pence }) => {
    const bid = of(bid_id);
    return bid && compliant && price_pence !== null && price_pence > budget
      ? [{ bid, extra: price_pence - budget }] : [];
  });
}
