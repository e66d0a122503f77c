// Opens the sealed bids; where the category wants it, by two officers.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, type Schemas } from '#api/client.ts';
import { InsetText, WarningText } from '#components/index.ts';
import { linkTo, NotNow, ReferralFrame } from '#council/frame.tsx';
import { loadCategory, loadReferral } from '#council/load.ts';
import { SendButton } from '#site/fields.tsx';
import { Form, useForm } from '#site/form.tsx';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';
import { atTime } from '#site/words.ts';

interface Data {
  referral: Schemas['Referral'];
  openers: number;
  colleagueAsked: boolean;
}

// News are what others did: a colleague's word is among them, one's own is not.
async function askedByColleague(referral_id: string): Promise<boolean> {
  const { items } = await body(api.GET('/v1/notifications', { params: { query: { limit: 100 } } }));
  return items.some((item) => item.referral_id === referral_id && item.type === 'referral.opening_asked');
}

void screen<Data>({
  load: async ({ ids }) => {
    const { data: referral } = await loadReferral(ids[0]!);
    const { openers } = await loadCategory(referral.category_id);
    return { referral, openers, colleagueAsked: openers > 1 && await askedByColleague(referral.id) };
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

function Open({ data: { referral, openers, colleagueAsked }, reload }: View<Data>) {
  const form = useForm({
    read: () => ({}),
    send: (body, headers) => answer(api.POST('/v1/referrals/{referral_id}/opening', {
      params: { path: { referral_id: referral.id } }, body, headers,
    })),
    done: ({ data: { state } }) => (state === 'closed'
      ? reload('It is recorded that you ask for the opening. Another officer has to ask as well.')
      : goTo(linkTo(referral, 'bids'), 'The bids are open.')),
  });
  return (
    <>
      <WarningText>
        All bids are opened at once and can never be sealed again. Your name and the time are recorded.
      </WarningText>
      <p class="govuk-body">
        Each bid is checked against its receipt, and each home's accreditation is looked at again. If
        a price is unusually low, its provider is asked to explain it.
      </p>
      {openers > 1 && (
        <InsetText>
          {colleagueAsked
            ? 'This category wants two officers to open bids. A colleague has asked already; with your word the bids open.'
            : 'This category wants two officers to open bids. The first word is recorded, and the bids open with that of another officer.'}
        </InsetText>
      )}
      <Form form={form}>
        <div class="govuk-button-group">
          <SendButton form={form} text="Open the bids" />
          <a class="govuk-link" href={linkTo(referral)}>Not now</a>
        </div>
      </Form>
    </>
  );
}
