// The bids of a provider: what is sealed, what is being scored, what became of it.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';
import { asked, type Filter, type Filtered, filtered, Filters, PageLinks, titleOfPage } from '#lists/list.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { optionsOf, referralStates } from '#market/tags.tsx';
import { bidAddress } from '#provider/invitations.tsx';
import { BidTag } from '#provider/tags.tsx';
import { screen } from '#site/screen.tsx';
import { atTime, money } from '#site/words.ts';

type Bid = Schemas['OwnBidSummary'];

const query = new URLSearchParams(location.search);

const list = () => body(api.GET('/v1/bids', {
  params: {
    query: {
      referral_state: asked(query, 'referral_state') as Schemas['ReferralState'] | undefined,
      establishment_id: asked(query, 'establishment_id'), cursor: asked(query, 'cursor'), limit: 25,
    },
  },
}));

const filtersOf = (homes: Schemas['Establishment'][]): Filter[] => [
  {
    name: 'referral_state', label: 'State of the referral', all: 'All states',
    // Nobody bids on a draft.
    options: optionsOf(referralStates).filter(({ value }) => value !== 'draft'),
  },
  {
    name: 'establishment_id', label: 'Home', all: 'All homes',
    options: homes.map(({ id, name }) => ({ value: id, text: name })),
  },
];

function Links({ bid }: { bid: Bid }) {
  const hidden = <span class="govuk-visually-hidden">{` ${bid.reference}, ${bid.establishment.name}`}</span>;
  return (
    <ul class="govuk-list">
      <li><a class="govuk-link" href={`${bidAddress(bid.referral_id, bid.establishment.id)}receipt/`}>Receipt{hidden}</a></li>
      {bid.referral_state === 'awarded' && (
        <li><a class="govuk-link" href={`/provider/referrals/${bid.referral_id}/feedback/`}>Scores{hidden}</a></li>
      )}
      {bid.placement_id !== null && (
        <li><a class="govuk-link" href={`/provider/placements/${bid.placement_id}/`}>Placement{hidden}</a></li>
      )}
    </ul>
  );
}

const priceOf = ({ state, price_pence, price_unit }: Bid): string => {
  if (state === 'sealed')
    return 'Sealed';
  return price_pence === null ? 'Could not be read' : `${money(price_pence)} a ${price_unit}`;
};

function Bids({ items }: { items: Bid[] }) {
  return (
    <WideTable caption="The newest first" firstCellIsHeader
      head={[{ text: 'Referral' }, { text: 'Home' }, { text: 'Deadline' }, { text: 'State' },
        { text: 'Price', format: 'numeric' }, { text: 'Look at' }]}
      rows={items.map((bid) => [
        { text: <><a class="govuk-link" href={`/provider/referrals/${bid.referral_id}/`}>{bid.reference}</a><br />{bid.title}</> },
        { text: bid.establishment.name },
        { text: atTime(bid.deadline) },
        { text: <BidTag bid={bid} /> },
        { text: priceOf(bid), format: 'numeric' },
        { text: <Links bid={bid} /> },
      ])} />
  );
}

function None({ narrowed }: { narrowed: boolean }) {
  return narrowed ? <p class="govuk-body">No bid fits these filters.</p> : (
    <p class="govuk-body">
      You have not bid yet. <a class="govuk-link" href="/provider/invitations/">Look at your invitations</a>.
    </p>
  );
}

interface Found {
  page: Filtered<Bid>;
  homes: Schemas['Establishment'][];
}

void screen<Found>({
  title: () => titleOfPage('Your bids', query),
  load: async () => {
    const [page, homes] = await Promise.all([
      filtered(list()),
      everything((cursor) => body(api.GET('/v1/establishments', { params: { query: { cursor, limit: 100 } } }))),
    ]);
    return { page, homes };
  },
  view: ({ data: { page: { items, next, refusal }, homes } }) => {
    const filters = filtersOf(homes);
    const narrowed = filters.some(({ name }) => asked(query, name));
    return (
      <>
        <h1 class="govuk-heading-l">{titleOfPage('Your bids', query)}</h1>
        {(narrowed || items.length > 0) && <Filters query={query} filters={filters} refusal={refusal} />}
        {items.length > 0 ? <Bids items={items} /> : !refusal && <None narrowed={narrowed} />}
        <PageLinks query={query} next={next} />
      </>
    );
  },
});
