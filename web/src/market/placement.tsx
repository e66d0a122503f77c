// placement.tsx - the terms of an Individual Placement Agreement, for both sides.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { SummaryList } from '#components/index.ts';
import { WideTable } from '#lists/wide-table.tsx';
import { Facts } from '#site/facts.tsx';
import { Quoted } from '#site/quoted.tsx';
import { atTime, money, onDay, plural } from '#site/words.ts';
import { PlacementTag } from './tags.tsx';

type Placement = Schemas['Placement'];

export function PlacementFacts({ placement }: { placement: Placement }) {
  const { terms } = placement;
  return (
    <Facts
      of={[
        ['State', <PlacementTag state={placement.state} />],
        ['Council', placement.council.name],
        ['Provider', placement.provider.name],
        ['Home', placement.establishment.name],
        ['For', terms.category.name],
        ['How many', plural(terms.children, 'person', 'people')],
        ['Needed by', onDay(terms.need_by)],
        terms.available_from !== null && ['Available from', onDay(terms.available_from)],
        ['Price', `${money(placement.price_pence)} a ${placement.price_unit}`],
        placement.refusal_reason !== null && ['Refused because', placement.refusal_reason],
        placement.activated_at !== null && ['Active since', atTime(placement.activated_at)],
      ]}
    />
  );
}

function Agreed({ title, items }: { title: string; items: { code: string; text: string }[] }) {
  if (items.length === 0)
    return null;
  return (
    <>
      <h3 class="govuk-heading-s">{title}</h3>
      <ul class="govuk-list govuk-list--bullet">{items.map(({ code, text }) => <li key={code}>{text}</li>)}</ul>
    </>
  );
}

export function PlacementTerms({ placement: { terms, price_unit } }: { placement: Placement }) {
  const figure = (text: string) => ({ text, format: 'numeric' as const });
  return (
    <>
      <WideTable caption={`How the price a ${price_unit} is made up`} firstCellIsHeader
        head={[{ text: 'Person' }, figure('Core costs'), figure('Besides'), figure('Discount'), figure('Price')]}
        rows={terms.price_lines.map((line) => [
          { text: line.child },
          figure(money(line.core_pence)),
          { text: <>{money(line.variable_pence)}{line.variable.map(({ text }) => <><br /><span class="govuk-hint">{text}</span></>)}</>, format: 'numeric' },
          figure(line.discount_pence === 0 ? 'None' : `${money(line.discount_pence)} (${line.discount_percent} %)`),
          figure(money(line.price_pence)),
        ])}
      />
      <Agreed title="What is to be achieved" items={terms.outcomes} />
      <Agreed title="Needs that are met" items={terms.needs_met} />
      <Agreed title="What the home has" items={terms.features_met} />
      {terms.statement !== null && (
        <>
          <h3 class="govuk-heading-s">How the outcomes will be met and measured</h3>
          <Quoted text={terms.statement} />
        </>
      )}
    </>
  );
}

export function Signatures({ placement: { signatures } }: { placement: Placement }) {
  if (signatures.length === 0)
    return <p class="govuk-body">Nobody has signed yet. The provider signs first, then the council.</p>;
  return (
    <SummaryList
      rows={signatures.map(({ party, name, position, signed_at }) => ({
        key: { text: party === 'provider' ? 'For the provider' : 'For the council' },
        value: { text: `${name}, ${position}, ${atTime(signed_at)}` },
      }))}
    />
  );
}
