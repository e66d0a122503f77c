// A higher budget after the ranking: it offers again and never scores again.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, type Schemas } from '#api/client.ts';
import { InsetText, WarningText } from '#components/index.ts';
import { linkTo, NotNow, ReferralFrame } from '#council/frame.tsx';
import { loadReferral } from '#council/load.ts';
import { perUnit } from '#council/words.ts';
import { MoneyField, ProseField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { goTo } from '#site/notices.tsx';
import { screen } from '#site/screen.tsx';
import { money } from '#site/words.ts';

void screen({
  load: async ({ ids }) => (await loadReferral(ids[0]!)).data,
  view: ({ data: referral }) => (
    <ReferralFrame referral={referral} title="Raise the budget">
      {referral.state === 'ranked' && typeof referral.budget_pence === 'number'
        ? <Raise referral={referral} budget={referral.budget_pence} />
        : <NotNow referral={referral}>A budget can be raised between the ranking and the award.</NotNow>}
    </ReferralFrame>
  ),
});

function Raise({ referral, budget }: { referral: Schemas['Referral']; budget: number }) {
  const form = useForm({
    read: (values) => ({ budget_pence: values.pence('budget_pence'), reason: values.text('reason') }),
    send: (body, headers) => answer(api.POST('/v1/referrals/{referral_id}/budget', {
      params: { path: { referral_id: referral.id } }, body, headers,
    })),
    done: () => goTo(linkTo(referral), 'The budget is raised. What can be chosen has been worked out again.'),
  });
  const unit = perUnit[referral.price_unit];
  return (
    <Form form={form}>
      <InsetText>{`The budget is ${money(budget)} ${unit}.`}</InsetText>
      <WarningText>
        A budget can only be raised. No bid is scored again, and a choice that was recorded no longer counts.
      </WarningText>
      <MoneyField form={form} name="budget_pence" label={`New budget ${unit}`} />
      <ProseField form={form} name="reason" label="Why it is raised" rows={4} most={2000} />
      <div class="govuk-button-group">
        <SendButton form={form} text="Raise the budget" />
        <a class="govuk-link" href={linkTo(referral)}>Leave it as it is</a>
      </div>
    </Form>
  );
}
