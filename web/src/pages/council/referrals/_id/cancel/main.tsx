// Ends a referral without an award.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, type Schemas } from '#api/client.ts';
import { WarningText } from '#components/index.ts';
import { linkTo, NotNow, ReferralFrame } from '#council/frame.tsx';
import { loadReferral } from '#council/load.ts';
import { ProseField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { goTo } from '#site/notices.tsx';
import { screen } from '#site/screen.tsx';

const over = ['awarded', 'cancelled', 'unsuccessful'];

void screen({
  load: async ({ ids }) => (await loadReferral(ids[0]!)).data,
  view: ({ data: referral }) => (
    <ReferralFrame referral={referral} title="Cancel the referral">
      {over.includes(referral.state)
        ? <NotNow referral={referral}>This referral is over, so it cannot be cancelled.</NotNow>
        : <Cancel referral={referral} />}
    </ReferralFrame>
  ),
});

function Cancel({ referral }: { referral: Schemas['Referral'] }) {
  const form = useForm({
    read: (values) => ({ reason: values.text('reason') }),
    send: (body, headers) => answer(api.POST('/v1/referrals/{referral_id}/cancellation', {
      params: { path: { referral_id: referral.id } }, body, headers,
    })),
    done: () => goTo(linkTo(referral), 'The referral is cancelled.'),
  });
  return (
    <Form form={form}>
      <WarningText>
        This cannot be undone. Every home that was invited is told, and can read your reason.
      </WarningText>
      <ProseField form={form} name="reason" label="Why it is cancelled" rows={4} most={2000}
        hint="Write nothing here that says who somebody is." />
      <div class="govuk-button-group">
        <SendButton form={form} text="Cancel the referral" warning />
        <a class="govuk-link" href={linkTo(referral)}>Keep it</a>
      </div>
    </Form>
  );
}
