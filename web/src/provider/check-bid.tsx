// check-bid.tsx - what a bid says, to be looked over; and what it was, later.
// SPDX-License-Identifier: Apache-2.0
import { SummaryList, Table } from '#components/index.ts';
import { money, onDay } from '#site/words.ts';
import { type Bid, type BidOf, childAt } from './own-bid.ts';
import { priceOf } from './price.ts';

// `change` leads back to a field; without it nothing can be changed here.
type Change = ((field: string) => void) | undefined;

function changing(change: Change, field: string, what: string) {
  return change && {
    items: [{
      text: 'Change', href: `#${field}`, visuallyHiddenText: what,
      attributes: { onClick: (event: MouseEvent) => { event.preventDefault(); change(field); } },
    }],
  };
}

function ticked(asked: { code: string; text: string }[], met: string[]) {
  if (asked.length === 0)
    return 'None was asked';
  return (
    <ul class="govuk-list">
      {asked.map(({ code, text }) => (
        <li key={code}>{`${met.includes(code) ? 'Yes' : 'No'}: ${text}`}</li>
      ))}
    </ul>
  );
}

export function BidSummary({ of, bid, change }: { of: BidOf; bid: Bid; change?: Change }) {
  const { referral } = of;
  return (
    <>
      <Prices of={of} bid={bid} />
      <SummaryList
        rows={[
          change && {
            key: { text: 'Price' }, value: { text: 'As in the table' }, actions: changing(change, childAt(0), 'the price'),
          },
          {
            key: { text: 'Needs that the home can meet' }, value: { text: ticked(referral.needs, bid.needs_met) },
            actions: changing(change, 'needs_met', 'which needs can be met'),
          },
          {
            key: { text: 'Features of the home' }, value: { text: ticked(referral.features, bid.features_met) },
            actions: changing(change, 'features_met', 'the features of the home'),
          },
          {
            key: { text: 'How the outcomes will be met' },
            value: { text: <span class="prose">{bid.statement}</span> },
            actions: changing(change, 'statement', 'how the outcomes will be met'),
          },
          {
            key: { text: 'Available from' }, value: { text: onDay(bid.available_from) },
            actions: changing(change, 'available_from', 'the day from which there is a place'),
          },
        ]}
      />
    </>
  );
}

function Prices({ of: { referral, home }, bid }: { of: BidOf; bid: Bid }) {
  const prices = bid.children.map((child, n) => priceOf(child, n, home));
  const several = referral.children > 1;
  const discounted = prices.some(({ percent }) => percent > 0);
  const total = prices.reduce((sum, { price }) => sum + price, 0);
  const line = (text: string, pence: number) => [{ text }, { text: money(pence), format: 'numeric' as const }];
  return (
    <Table caption={`Price a ${referral.price_unit}`} captionClasses="govuk-table__caption--m" firstCellIsHeader
      head={[{ text: 'What' }, { text: 'Amount', format: 'numeric' }]}
      rows={[
        ...bid.children.flatMap((child, n) => {
          const of = several ? `, person ${n + 1}` : '';
          return [
            line(`Core costs${of}`, prices[n]!.core),
            ...(child.variable ?? []).map(({ text, amount_pence }) => line(`${text}${of}`, amount_pence)),
            discounted && prices[n]!.percent > 0
              && line(`Discount of ${prices[n]!.percent} %${of}`, -prices[n]!.discount),
          ];
        }),
        [{ text: 'Total' }, { text: <strong>{money(total)}</strong>, format: 'numeric' }],
      ]}
    />
  );
}
