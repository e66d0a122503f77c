// The councils' own caps in a category, beside the category's: what each will pay.
// SPDX-License-Identifier: Apache-2.0
import { api, body, type Schemas } from '#api/client.ts';
import { Details } from '#components/index.ts';
import { CategoryFrame, loadCategory, type OfScheme } from '#lead/category-frame.tsx';
import { More, type Page } from '#site/more.tsx';
import { screen } from '#site/screen.tsx';
import { WideTable } from '#site/wide-table.tsx';
import { atTime, money, onDay, plural } from '#site/words.ts';

type Cap = Schemas['CouncilCap'];

interface Caps extends OfScheme {
  first: Page<Cap>;
}

// Where the law keeps a cap from barring anybody, it limits the bids.
const effects: Partial<Record<Schemas['Regime'], string>> = {
  pa23_dynamic_market: 'Homes above it are invited all the same; a bid whose core costs are above it is refused.',
};

const list = (category_id: string, cursor?: string) =>
  body(api.GET('/v1/categories/{category_id}/council-caps', { params: { path: { category_id }, query: { cursor } } }));

const amount = (pence: number | null, unit: string) => (pence === null ? 'No cap' : `${money(pence)} a ${unit}`);

function Table({ caps, unit }: { caps: Cap[]; unit: string }) {
  return (
    <WideTable caption="By the council’s name" firstCellIsHeader
      head={[{ text: 'Council' }, { text: 'Cap', format: 'numeric' }, { text: 'Since' }, { text: 'Reason' }]}
      rows={caps.map(({ organisation, core_cap_pence: cap, set_at, reason }) => [
        { text: organisation.name }, { text: amount(cap, unit), format: 'numeric' }, { text: onDay(set_at) }, { text: reason },
      ])} />
  );
}

function History({ of: { organisation, history }, unit }: { of: Cap; unit: string }) {
  return (
    <Details summaryText={`${organisation.name}: ${plural(history.length, 'cap')}, the last first`}>
      <ul class="govuk-list govuk-list--bullet">
        {history.map(({ core_cap_pence: cap, set_at, reason }) => (
          <li key={set_at}>{`${amount(cap, unit)}, ${atTime(set_at)}: ${reason}`}</li>
        ))}
      </ul>
    </Details>
  );
}

void screen<Caps>({
  load: async ({ ids: [scheme_id = '', category_id = ''] }) => {
    const [of, first] = await Promise.all([loadCategory(scheme_id, category_id), list(category_id)]);
    return { ...of, first };
  },
  title: ({ category }) => `Caps of councils: ${category.name}`,
  view: ({ data }) => {
    const { category: { id, core_cap_pence: cap, price_unit: unit } } = data;
    return (
      <CategoryFrame of={data} title="Caps of councils">
        <p class="govuk-body">
          {cap === null ? 'The category has no cap on core costs. ' : `The category’s own cap on core costs is ${amount(cap, unit)}. `}
          Each council may set one of its own beside it, which counts for referrals that it publishes from then on.{' '}
          {effects[data.scheme.regime] ?? 'A home above a council’s cap is accredited all the same; that council does not invite it.'}
        </p>
        {data.first.items.length === 0 ? <p class="govuk-body">No council has set one.</p> : (
          <More first={data.first} load={(cursor) => list(id, cursor)}>
            {(caps) => (
              <>
                <Table caps={caps} unit={unit} />
                {caps.filter(({ history }) => history.length > 1)
                  .map((one) => <History key={one.organisation.id} of={one} unit={unit} />)}
              </>
            )}
          </More>
        )}
      </CategoryFrame>
    );
  },
});
