// Opens the sealed bids; where the category wants it, by two officers.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, type Schemas } from '#api/client.ts';
import { InsetText, WarningText } from '#components/index.ts';
import { linkTo, NotNow, ReferralFrame } from '#council/frame.tsx';
import { loadReferral } from '#council/load.ts';
import { SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';
import { atTime } from '#site/words.ts';

interface Data {
  referral: Schemas['Referral'];
  opening: Schemas['Opening'];
}

void screen<Data>({
  load: async ({ ids: [referral_id = ''] }) => {
    const [{ data: referral }, opening] = await Promise.all([
      loadReferral(referral_id),
      body(api.GET('/v1/referrals/{referral_id}/opening', { params: { path: { referral_id } } })),
    ]);
    return { referral, opening };
  },
  view: (view) => {
    const { referral } = view.data;
    return (
      <ReferralFrame referral={referral} title="Open the bids">
        {referral.state === 'closed' ? <Open {...view} />
          : (
            <NotNow referral={referral}>
              {referral.state === 'open' ? `Bids stay sealed until ${atTime(referral.deadline)}.`
                : 'There are no sealed bids to open.'}
            </NotNow>
          )}
      </ReferralFrame>
    );
  },
});

// Where two have to ask: who has, and for whom it waits.
function Asked({ opening: { openers, asked: [first] }, me }: { opening: Schemas['Opening']; me: Schemas['Me'] }) {
  if (openers === 1)
    return null;
  if (first === undefined)
    return (
      <InsetText>
        This category wants two officers to open bids. What you ask for is recorded, and the bids open when another
        officer of your council asks as well.
      </InsetText>
    );
  const when = atTime(first.asked_at);
  return (
    <InsetText>
      {first.officer.id === me.id
        ? `You asked for the opening on ${when}. The bids open when another officer of your council asks as well, on this page.`
        : `${first.officer.name} asked for the opening on ${when}. If you ask as well, the bids open at once.`}
    </InsetText>
  );
}

function Open({ data: { referral, opening }, me, reload }: View<Data>) {
  const form = useForm({
    read: () => ({}),
    send: (body, headers) => answer(api.POST('/v1/referrals/{referral_id}/opening', {
      params: { path: { referral_id: referral.id } }, body, headers,
    })),
    done: ({ data: { state } }) => (state === 'closed'
      ? reload('It is recorded that you ask for the opening. Another officer has to ask as well.')
      : goTo(linkTo(referral, 'bids'), 'The bids are open.')),
  });
  const waits = opening.asked.some(({ officer }) => officer.id === me.id);
  return (
    <>
      <Asked opening={opening} me={me} />
      {waits ? <p class="govuk-body"><a class="govuk-link" href={linkTo(referral)}>Back to the referral</a></p> : (
        <>
          <WarningText>
            All bids are opened at once and can never be sealed again. Your name and the time are recorded.
          </WarningText>
          <p class="govuk-body">
            Each bid is checked against its receipt, and each home's accreditation is looked at again. If
            a price is unusually low, its provider is asked to explain it.
          </p>
          <Form form={form}>
            <div class="govuk-button-group">
              <SendButton form={form} text="Open the bids" />
              <a class="govuk-link" href={linkTo(referral)}>Not now</a>
            </div>
          </Form>
        </>
      )}
    </>
  );
}
