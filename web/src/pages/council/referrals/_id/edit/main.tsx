// Changes a draft.
// SPDX-License-Identifier: Apache-2.0
import { useEffect } from 'preact/hooks';

import { NotNow, ReferralFrame } from '#council/frame.tsx';
import { loadOfferings, loadReferral } from '#council/load.ts';
import { ReferralForm } from '#council/referral-form.tsx';
import { screen } from '#site/screen.tsx';

// "Change" leads to its field, which is not there before the data is.
function useAnchor(): void {
  useEffect(() => {
    const field = document.getElementById(location.hash.slice(1));
    field?.scrollIntoView();
    (field?.querySelector<HTMLElement>('input:not([type="hidden"])') ?? field)?.focus();
  }, []);
}

void screen({
  load: async ({ me, ids }) => {
    const [referral, offerings] = await Promise.all([
      loadReferral(ids[0]!), loadOfferings(me.organisation.id),
    ]);
    return { referral, offerings };
  },
  view: ({ data: { referral: { data: referral, etag }, offerings } }) => {
    useAnchor();
    return (
      <ReferralFrame referral={referral} title="Change the draft">
        {referral.state === 'draft'
          ? <ReferralForm offerings={offerings} first={referral} draft={{ id: referral.id, etag }} />
          : <NotNow referral={referral}>This referral is published, so its terms are fixed.</NotNow>}
      </ReferralFrame>
    );
  },
});
