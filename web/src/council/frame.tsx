// frame.tsx - the head of every page about one referral.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import type { Schemas } from '#api/client.ts';
import { Breadcrumbs } from '#components/index.ts';

export const addressOf = (referral_id: string, page = ''): string =>
  `/council/referrals/${referral_id}/${page && `${page}/`}`;

export const linkTo = (referral: Schemas['Referral'], page = ''): string => addressOf(referral.id, page);

export function ReferralFrame({ referral, title, children, wide, letters }: {
  referral: Schemas['Referral'];
  // Of a page below the referral's own.
  title?: string;
  children: ComponentChildren;
  // With tables that want all the room.
  wide?: boolean;
  // What is printed has heads of its own.
  letters?: boolean;
}) {
  const onPaper = letters ? ' no-print' : '';
  const above = [{ text: 'Referrals', href: '/council/referrals/' }];
  return (
    <>
      <Breadcrumbs classes="no-print" items={title === undefined
        ? [...above, { text: referral.reference }]
        : [...above, { text: referral.reference, href: linkTo(referral) }, { text: title }]} />
      <span class={`govuk-caption-l${onPaper}`}>{referral.reference}</span>
      <h1 class={`govuk-heading-l${onPaper}`}>{title ?? referral.title}</h1>
      {wide ? children : (
        <div class="govuk-grid-row">
          <div class="govuk-grid-column-two-thirds">{children}</div>
        </div>
      )}
    </>
  );
}

// In place of a form whose time has not come or is over.
export function NotNow({ referral, children }: {
  referral: Schemas['Referral']; children: ComponentChildren;
}) {
  return (
    <>
      <p class="govuk-body">{children}</p>
      <p class="govuk-body">
        <a class="govuk-link" href={linkTo(referral)}>Back to the referral</a>
      </p>
    </>
  );
}
