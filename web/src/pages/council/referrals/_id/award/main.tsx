// The award, with its reason.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, everything, type Schemas } from '#api/client.ts';
import { WarningText } from '#components/index.ts';
import { ChoiceMade } from '#council/choice.tsx';
import { linkTo, NotNow, ReferralFrame } from '#council/frame.tsx';
import { type Decision, isChoicePending, loadDecision, loadReferral } from '#council/load.ts';
import { price, shortly } from '#council/words.ts';
import { ChoiceField, ProseField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { goTo } from '#site/notices.tsx';
import { screen } from '#site/screen.tsx';

interface Data {
  referral: Schemas['Referral'];
  decision: Decision;
  // Homes whose provider has refused this award already.
  refused: string[];
}

async function homesThatRefused(referral_id: string): Promise<string[]> {
  const refused = await everything((cursor) => body(api.GET('/v1/placements',
    { params: { query: { state: 'refused', limit: 100, cursor } } })));
  return refused.filter((placement) => placement.referral_id === referral_id)
    .map(({ establishment }) => establishment.id);
}

void screen<Data>({
  load: async ({ ids }) => {
    const [{ data: referral }, decision, refused] = await Promise.all([
      loadReferral(ids[0]!), loadDecision(ids[0]!), homesThatRefused(ids[0]!),
    ]);
    return { referral, decision, refused };
  },
  view: ({ data }) => (
    <ReferralFrame referral={data.referral} title="Award">
      {data.referral.state === 'ranked' && data.decision.ranking
        ? <Award {...data} ranking={data.decision.ranking} />
        : <NotNow referral={data.referral}>The referral can be awarded once its bids are ranked, and once.</NotNow>}
    </ReferralFrame>
  ),
});

// What the rules lead to as far as this page knows; the API has the last word.
const likely = ({ choice, offered }: Decision, bids: Schemas['RankedBid'][]): string | undefined =>
  (choice?.standing && choice.bid_id) || (offered[0] ?? bids[0])?.bid_id;

const why = (referral: Schemas['Referral'], decision: Decision): string => {
  if (decision.choice?.standing && decision.choice.bid_id !== null)
    return 'The choice that was recorded decides.';
  if (decision.choice?.standing)
    return 'No home was chosen: the award goes to the highest ranked of those offered that may still be awarded. '
      + 'Read what was said before you award. The referral can also be cancelled, and another one made.';
  if (isChoicePending(referral, decision))
    return 'There are homes to choose from. Record the choice first, even if nobody chose.';
  return 'The award goes to the highest ranked bid whose home is accredited now and whose provider has not refused.';
};

function Award({ referral, decision, refused, ranking }: Data & { ranking: Schemas['Ranking'] }) {
  const bids = ranking.bids.filter(({ compliant, establishment_id }) =>
    compliant && !refused.includes(establishment_id));
  const form = useForm({
    read: (values) => ({
      bid_id: values.chosen<string>('bid_id', 'Choose a bid'), reason: values.text('reason'),
    }),
    send: (body, headers) => answer(api.POST('/v1/referrals/{referral_id}/award', {
      params: { path: { referral_id: referral.id }, header: headers }, body,
    })),
    done: ({ data }) => goTo(`/council/placements/${data.placement_id}/`,
      'The referral is awarded. Every bidder has its letter, and the provider is asked to sign.'),
  });
  return (
    <Form form={form}>
      <ChoiceMade decision={decision} />
      <p class="govuk-body">
        {why(referral, decision)}
        {isChoicePending(referral, decision)
          && <> <a class="govuk-link" href={linkTo(referral, 'choice')}>Record the choice</a></>}
      </p>
      <ChoiceField form={form} name="bid_id" label="To whom" value={likely(decision, bids)}
        choices={bids.map((bid) => ({
          value: bid.bid_id, text: `${bid.rank}. ${bid.name}`,
          hint: `${shortly(bid.total ?? 0)} points, ${price(bid.price_pence, referral.price_unit)}`,
        }))} />
      <ProseField form={form} name="reason" label="Reason for the award" rows={4} most={2000}
        hint="Every bidder reads it." />
      <WarningText>
        All bidders are told at once and get their letters. Only the provider can then still refuse.
      </WarningText>
      <div class="govuk-button-group">
        <SendButton form={form} text="Award the referral" />
        <a class="govuk-link" href={linkTo(referral)}>Not now</a>
      </div>
    </Form>
  );
}
