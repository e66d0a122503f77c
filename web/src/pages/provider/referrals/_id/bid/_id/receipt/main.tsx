// What was received, when, and the proof of it; to be printed and kept.
// SPDX-License-Identifier: Apache-2.0
import { api, answer, type Answer, ifThere, Problem, type Schemas } from '#api/client.ts';
import { Breadcrumbs, Button, InsetText, Panel } from '#components/index.ts';
import { ProseField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { BidSummary } from '#provider/check-bid.tsx';
import { Deadline } from '#provider/deadline.tsx';
import { bidAddress } from '#provider/invitations.tsx';
import { type BidOf, bidOf } from '#provider/own-bid.ts';
import { Facts } from '#site/facts.tsx';
import { screen, type View } from '#site/screen.tsx';
import { atTime, money } from '#site/words.ts';

interface Sealed extends BidOf {
  own: Answer<Schemas['OwnBid']>;
  explanation: Schemas['Explanation'] | null;
}

async function load(referral_id: string, establishment_id: string): Promise<Sealed> {
  const { referral, home, own } = await bidOf(referral_id, establishment_id);
  if (own === null)
    throw new Problem({}, 404);
  const explained = own.data.explanation_due_at === null ? null
    : await ifThere(api.GET('/v1/bids/{bid_id}/explanation', { params: { path: { bid_id: own.data.id } } }));
  return { referral, home, own, explanation: explained?.data ?? null };
}

function Proof({ referral, home, own: { data: own } }: Sealed) {
  return (
    <Facts
      of={[
        ['Referral', `${referral.reference}: ${referral.title}`],
        ['Council', referral.council.name],
        ['Home', home.name],
        ['Received', atTime(own.receipt.received_at)],
        ['Received, to the microsecond', own.receipt.received_at],
        ['Version', own.version],
        ['Price', own.price_pence === null ? 'It can no longer be read' : `${money(own.price_pence)} a ${referral.price_unit}`],
        ['Fingerprint of the sealed bid (SHA-256)', <code>{own.receipt.sha256}</code>],
        ['Our signature (Ed25519)', <code>{own.receipt.signature}</code>],
        ['Number of the bid', <code>{own.id}</code>],
      ]}
    />
  );
}

function Explain({ data, reload }: { data: Sealed; reload: (done?: string) => Promise<void> }) {
  const { id: bid_id, explanation_due_at: due } = data.own.data;
  const form = useForm({
    read: (values) => ({ text: values.text('text') }),
    send: (body, headers) => answer(api.POST('/v1/bids/{bid_id}/explanation', {
      params: { path: { bid_id } }, body, headers })),
    done: () => reload('Your explanation has been sent'),
  });
  if (due === null)
    return null;
  return (
    <>
      <h2 class="govuk-heading-m">Your price looks very low</h2>
      {data.explanation ? (
        <InsetText>
          {`You explained it on ${atTime(data.explanation.explained_at)}: ${data.explanation.text}`}
        </InsetText>
      ) : (
        <Form form={form}>
          <p class="govuk-body">{`The council asks how it is possible. Answer once, by ${atTime(due)}.`}</p>
          <ProseField form={form} name="text" label="How can the price be so low?" most={10_000} />
          <SendButton form={form} text="Send the explanation" />
        </Form>
      )}
    </>
  );
}

function Receipt({ data, reload }: View<Sealed>) {
  const { referral, home, own } = data;
  const address = bidAddress(referral.id, home.id);
  const open = referral.state === 'open';
  return (
    <>
      <div class="no-print">
        <Breadcrumbs items={[{ text: 'Bids', href: '/provider/bids/' },
          { text: referral.reference, href: `/provider/referrals/${referral.id}/` }, { text: 'Receipt' }]} />
      </div>
      <Panel titleText={own.data.state === 'sealed' ? 'Bid sealed' : 'Bid opened'}>
        {home.name}<br /><strong>{referral.reference}</strong>
      </Panel>
      {open && (
        <InsetText>
          Nobody else can tell that there is a bid until <Deadline deadline={referral.deadline} open />
        </InsetText>
      )}
      <Proof {...data} />
      <p class="govuk-body no-print">
        Anybody can check the signature with the public key of this service: <a class="govuk-link" href="/api/">how that is done</a>.
      </p>
      <Explain data={data} reload={reload} />
      {own.data.bid && (
        <>
          <h2 class="govuk-heading-m">What you bid</h2>
          <BidSummary of={data} bid={own.data.bid} />
        </>
      )}
      <div class="govuk-button-group no-print">
        <Button type="button" attributes={{ onClick: () => window.print() }}>Print this</Button>
        {open && <Button href={address} classes="govuk-button--secondary">Change the bid</Button>}
        {open && <a class="govuk-link" href={`${address}withdraw/`}>Withdraw the bid</a>}
        {referral.state === 'awarded'
          && <a class="govuk-link" href={`/provider/referrals/${referral.id}/feedback/`}>How it was scored</a>}
      </div>
    </>
  );
}

void screen({
  load: ({ ids: [referral_id = '', establishment_id = ''] }) => load(referral_id, establishment_id),
  title: ({ referral, home }) => `Receipt: ${home.name}, ${referral.reference}`,
  view: Receipt,
});
