// placement.tsx - the terms of an Individual Placement Agreement, for both sides.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { SummaryList } from '#components/index.ts';
import { PlacementTag } from './tags.tsx';
import { WideTable } from './wide-table.tsx';
import { atTime, money, onDay, plural } from './words.ts';

type Placement = Schemas['Placement'];

export function PlacementFacts({ placement }: { placement: Placement }) {
  const { terms } = placement;
  return (
    <SummaryList
      rows={[
        { key: { text: 'State' }, value: { text: <PlacementTag state={placement.state} /> } },
        { key: { text: 'Council' }, value: { text: placement.council.name } },
        { key: { text: 'Provider' }, value: { text: placement.provider.name } },
        { key: { text: 'Home' }, value: { text: placement.establishment.name } },
        { key: { text: 'For' }, value: { text: terms.category.name } },
        { key: { text: 'How many' }, value: { text: plural(terms.children, 'person', 'people') } },
        { key: { text: 'Needed by' }, value: { text: onDay(terms.need_by) } },
        terms.available_from !== null && { key: { text: 'Available from' }, value: { text: onDay(terms.available_from) } },
        { key: { text: 'Price' }, value: { text: `${money(placement.price_pence)} a ${placement.price_unit}` } },
        placement.refusal_reason !== null && { key: { text: 'Refused because' }, value: { text: placement.refusal_reason } },
        placement.activated_at !== null && { key: { text: 'Active since' }, value: { text: atTime(placement.activated_at) } },
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
          {terms.statement.split(/\n+/).map((text) => <p class="govuk-body">{text}</p>)}
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
