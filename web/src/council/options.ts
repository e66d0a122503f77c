// options.ts - the bids between which a family can choose.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import type { Decision } from './load.ts';

export interface Option {
  bid: Schemas['OpenedBid'];
  // Pence above the budget; somebody other than the council pays them.
  extra: number;
  // Of 100, as ranked.
  total: number;
}

// Those offered, in rank order; then, where a resident may choose any home and
// one is within the budget, those above it.
export function optionsOf(
  { offered, ranking }: Decision, bids: Schemas['OpenedBid'][], referral: Schemas['Referral'],
): Option[] {
  const optionOf = (bid_id: string, extra: number): Option[] => {
    const bid = bids.find((bid) => bid.bid_id === bid_id);
    const total = ranking?.bids.find((bid) => bid.bid_id === bid_id)?.total ?? 0;
    return bid ? [{ bid, extra, total }] : [];
  };
  const options = offered.flatMap(({ bid_id }) => optionOf(bid_id, 0));
  if (referral.choice_mode !== 'any_within_budget' || options.length === 0)
    return options;
  const budget = referral.budget_pence ?? 0;
  const above = (ranking?.bids ?? []).filter(({ compliant, price_pence }) =>
    compliant && price_pence !== null && price_pence > budget);
  return [...options, ...above.flatMap(({ bid_id, price_pence }) => optionOf(bid_id, price_pence! - budget))];
}
