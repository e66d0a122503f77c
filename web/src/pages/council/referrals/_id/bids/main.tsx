// The opened bids: scored one by one, then ranked.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, type Schemas } from '#api/client.ts';
import { InsetText, WarningText } from '#components/index.ts';
import { BidTags } from '#council/bid-standing.tsx';
import { linkTo, NotNow, ReferralFrame } from '#council/frame.tsx';
import { loadBids, loadReferral } from '#council/load.ts';
import { inMiles, perUnit } from '#council/words.ts';
import { SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { SortedTable } from '#lists/sorted-table.tsx';
import { categoryOf } from '#market/load.ts';
import { goTo } from '#site/notices.tsx';
import { screen } from '#site/screen.tsx';
import { money, onDay } from '#site/words.ts';

interface Data {
  referral: Schemas['Referral'];
  bids: Schemas['OpenedBid'][];
  evaluators: number;
}

void screen<Data>({
  load: async ({ ids }) => {
    const { data: referral } = await loadReferral(ids[0]!);
    const [bids, { evaluators }] = await Promise.all([
      referral.opened_at === null ? [] : loadBids(referral.id), categoryOf(referral.category_id),
    ]);
    return { referral, bids, evaluators };
  },
  view: ({ data }) => (
    <ReferralFrame referral={data.referral} title="Bids" wide>
      {data.referral.opened_at === null
        ? <NotNow referral={data.referral}>The bids have not been opened.</NotNow> : <Bids {...data} />}
    </ReferralFrame>
  ),
});

function Bids({ referral, bids, evaluators }: Data) {
  return (
    <>
      {bids.length === 0
        ? <p class="govuk-body">No home has bid. Rank them all the same: that ends the referral on record.</p>
        : <Table referral={referral} bids={bids} evaluators={evaluators} />}
      {referral.state === 'opened' ? <Rank referral={referral} evaluators={evaluators} /> : (
        <p class="govuk-body">
          The ranking is locked, so nothing is scored any more.{' '}
          <a class="govuk-link" href={linkTo(referral, 'ranking')}>See the ranking</a>
        </p>
      )}
    </>
  );
}

function Table({ referral, bids, evaluators }: Data) {
  return (
    <SortedTable caption="Opened bids" rows={bids} columns={[
      {
        head: 'Home',
        by: ({ name }) => name,
        cell: ({ id, name, provider }) => (
          <>
            <a class="govuk-link" href={`${linkTo(referral, 'bids')}${id}/`}>{name}</a>
            <br />
            {provider.name}
          </>
        ),
      },
      { head: 'Standing', cell: (bid) => <BidTags bid={bid} evaluators={evaluators} /> },
      { head: 'Distance', by: ({ miles }) => miles, cell: ({ miles }) => inMiles(miles) },
      {
        head: 'Free from',
        by: ({ available_from }) => available_from ?? '',
        cell: ({ available_from }) => (available_from === null ? '–' : onDay(available_from)),
      },
      {
        head: 'Needs met',
        by: ({ needs_met }) => needs_met.length,
        cell: ({ needs_met }) => `${needs_met.length} of ${referral.needs.length}`,
      },
      {
        head: `Price ${perUnit[referral.price_unit]}`,
        by: ({ price_pence }) => price_pence ?? 0,
        cell: ({ price_pence }) => (price_pence === null ? 'Could not be read' : money(price_pence)),
        format: 'numeric',
      },
    ]} />
  );
}

function Rank({ referral, evaluators }: Omit<Data, 'bids'>) {
  const form = useForm({
    read: () => ({}),
    send: (body, headers) => answer(api.POST('/v1/referrals/{referral_id}/ranking', {
      params: { path: { referral_id: referral.id } }, body, headers,
    })),
    done: () => goTo(linkTo(referral, 'ranking'), 'The ranking is locked.'),
  });
  return (
    <>
      <h2 class="govuk-heading-m">Rank the bids</h2>
      {evaluators > 1 && (
        <InsetText>
          {`${evaluators} officers score each bid, without seeing each other's scores before their own. `
            + 'Where they differ, they agree on one.'}
        </InsetText>
      )}
      <WarningText>
        The ranking is locked for good. No score can be changed, and no bid disregarded, after it.
      </WarningText>
      <Form form={form}><SendButton form={form} text="Rank and lock" /></Form>
    </>
  );
}
