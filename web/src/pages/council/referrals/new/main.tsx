// Drafts a referral, from nothing or from an earlier one (?copy=...).
// SPDX-License-Identifier: Apache-2.0
import { Breadcrumbs } from '#components/index.ts';
import { loadOfferings, loadReferral } from '#council/load.ts';
import { ReferralForm } from '#council/referral-form.tsx';
import { screen } from '#site/screen.tsx';

void screen({
  load: async ({ me, query }) => {
    const copied = query.get('copy');
    const [offerings, first] = await Promise.all([
      loadOfferings(me.organisation.id),
      copied === null ? undefined : loadReferral(copied).then(({ data }) => data),
    ]);
    return { offerings, first };
  },
  view: ({ data: { offerings, first } }) => (
    <>
      <Breadcrumbs items={[{ text: 'Referrals', href: '/council/referrals/' }, { text: 'New referral' }]} />
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <h1 class="govuk-heading-l">New referral</h1>
          <p class="govuk-body">
            What you save is a draft. You then see which homes would be invited, and publish it when
            it is right. Until all that is needed is filled in, nothing can be saved and it stands on this page alone: keep
            the page open if you are called away. If you are signed out meanwhile, what you typed is still here when you sign
            in again.
          </p>
          {offerings.length === 0
            ? <p class="govuk-body">Your council is not in a scheme that is open, so it cannot refer at present.</p>
            : <ReferralForm offerings={offerings} first={first} />}
        </div>
      </div>
    </>
  ),
});
