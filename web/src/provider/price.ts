// price.ts - the price of a bid, while it is written.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';

interface ChildPrice {
  core: number;
  variable: number;
  percent: number;
  discount: number;
  price: number;
}

// As the API describes it; what counts is the price on the receipt.
export function priceOf(child: Schemas['BidChild'], n: number, home: Pick<Schemas['InvitedHome'], 'core_pence' | 'discounts'>): ChildPrice {
  const core = Object.entries(home.core_pence)
    .reduce((sum, [code, pence]) => sum + (child.core_pence?.[code] ?? pence), 0);
  const variable = (child.variable ?? []).reduce((sum, { amount_pence }) => sum + amount_pence, 0);
  const percent = home.discounts.filter(({ from_child }) => from_child <= n + 1)
    .reduce((best, next) => (next.from_child > best.from_child ? next : best), { from_child: 0, percent: 0 }).percent;
  const discount = Math.floor(((core + variable) * Math.round(percent * 100) + 5000) / 10_000);
  return { core, variable, percent, discount, price: core + variable - discount };
}
