// Takes a bid back, after a question.
// SPDX-License-Identifier: Apache-2.0
import { api, answer, Problem } from '#api/client.ts';
import { BackLink, WarningText } from '#components/index.ts';
import { SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { bidAddress } from '#provider/invitations.tsx';
import { type BidOf, bidOf } from '#provider/own-bid.ts';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';

function Withdraw({ data: { referral, home, own } }: View<BidOf>) {
  const receipt = `${bidAddress(referral.id, home.id)}receipt/`;
  const form = useForm({
    read: () => null,
    send: () => answer(api.DELETE('/v1/referrals/{referral_id}/bids/{establishment_id}', {
      params: {
        path: { referral_id: referral.id, establishment_id: home.id },
        header: { 'If-Match': own?.etag ?? '' },
      },
    })),
    done: () => goTo(`/provider/referrals/${referral.id}/`, `The bid of ${home.name} is withdrawn`),
  });
  return (
    <>
      <BackLink href={receipt}>Your bid</BackLink>
      <span class="govuk-caption-l">{`${referral.reference}: ${referral.title}`}</span>
      <h1 class="govuk-heading-l">{`Withdraw the bid of ${home.name}?`}</h1>
      <WarningText>It will not be opened. Until the deadline you can place another one.</WarningText>
      <Form form={form}>
        <div class="govuk-button-group">
          <SendButton form={form} text="Withdraw the bid" warning />
          <a class="govuk-link" href={receipt}>Keep it</a>
        </div>
      </Form>
    </>
  );
}

async function load(referral_id: string, establishment_id: string): Promise<BidOf> {
  const of = await bidOf(referral_id, establishment_id);
  if (of.own === null)
    throw new Problem({}, 404);
  return of;
}

void screen({
  load: ({ ids: [referral_id = '', establishment_id = ''] }) => load(referral_id, establishment_id),
  view: Withdraw,
});
