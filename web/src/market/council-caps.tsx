// council-caps.tsx - the councils' own caps in a category, beside the category's.
// SPDX-License-Identifier: Apache-2.0
import { api, body, type Schemas } from '#api/client.ts';
import { Details } from '#components/index.ts';
import { More, type Page } from '#lists/more.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { atTime, money, onDay, plural } from '#site/words.ts';

export type Cap = Schemas['CouncilCap'];
type Category = Schemas['Category'];

export const capsOf = (category_id: string, cursor?: string): Promise<Page<Cap>> =>
  body(api.GET('/v1/categories/{category_id}/council-caps', { params: { path: { category_id }, query: { cursor } } }));

export const capAmount = (pence: number | null, unit: string): string => (pence === null ? 'No cap' : `${money(pence)} a ${unit}`);

export const commonCap = ({ core_cap_pence: cap, price_unit }: Category): string => (cap === null
  ? 'The category has no cap on core costs.' : `The category’s own cap on core costs is ${capAmount(cap, price_unit)}.`);

// Where the law keeps a cap from barring anybody, it limits the bids.
const effects: Partial<Record<Schemas['Regime'], string>> = {
  pa23_dynamic_market: 'Homes above it are invited all the same; a bid whose core costs are above it is refused.',
};

export const effectOf = (regime: Schemas['Regime']): string => effects[regime]
  ?? 'A home above a council’s cap is accredited all the same; that council does not invite it.';

function History({ of: { organisation, history }, unit }: { of: Cap; unit: string }) {
  return (
    <Details summaryText={`${organisation.name}: ${plural(history.length, 'cap')}, the last first`}>
      <ul class="govuk-list govuk-list--bullet">
        {history.map(({ core_cap_pence: cap, set_at, reason }) => (
          <li key={set_at}>{`${capAmount(cap, unit)}, ${atTime(set_at)}: ${reason}`}</li>
        ))}
      </ul>
    </Details>
  );
}

function Table({ caps, unit }: { caps: Cap[]; unit: string }) {
  return (
    <WideTable caption="Councils’ caps, by the council’s name" firstCellIsHeader
      head={[{ text: 'Council' }, { text: 'Cap', format: 'numeric' }, { text: 'Since' }, { text: 'Reason' }]}
      rows={caps.map(({ organisation, core_cap_pence: cap, set_at, reason }) => [
        { text: organisation.name }, { text: capAmount(cap, unit), format: 'numeric' }, { text: onDay(set_at) }, { text: reason },
      ])} />
  );
}

export function CouncilCaps({ first, category: { id, price_unit: unit } }: { first: Page<Cap>; category: Category }) {
  if (first.items.length === 0)
    return <p class="govuk-body">No council has set one.</p>;
  return (
    <More first={first} load={(cursor) => capsOf(id, cursor)}>
      {(caps) => (
        <>
          <Table caps={caps} unit={unit} />
          {caps.filter(({ history }) => history.length > 1)
            .map((one) => <History key={one.organisation.id} of={one} unit={unit} />)}
        </>
      )}
    </More>
  );
}
