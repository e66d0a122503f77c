// tags.tsx - states as a provider reads them, where a council would say it otherwise.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { Tag } from '#components/index.ts';
import { ReferralTag, tagged } from '#market/tags.tsx';

const AnswerTag = tagged<Schemas['InvitationResponse']>({
  none: ['To answer', 'blue'],
  bid: ['Bid placed', 'green'],
  refused: ['No bid', 'grey'],
});

export function ResponseTag({ response, open }: { response: Schemas['InvitationResponse']; open: boolean }) {
  return !open && response === 'none' ? <Tag classes="govuk-tag--grey">Not answered</Tag>
    : <AnswerTag state={response} />;
}

// What became of a bid: of an award its bidder wants to know whose it is.
export function BidTag({ bid: { referral_state, placement_id } }: { bid: Schemas['OwnBidSummary'] }) {
  if (placement_id !== null)
    return <Tag classes="govuk-tag--green">Awarded to you</Tag>;
  if (referral_state === 'awarded')
    return <Tag classes="govuk-tag--grey">Awarded elsewhere</Tag>;
  return <ReferralTag state={referral_state} />;
}

export const ApplicationTag = tagged<Schemas['ApplicationState']>({
  draft: ['Draft', 'grey'],
  submitted: ['Sent in', 'blue'],
  information_requested: ['Information asked for', 'yellow'],
  decided: ['Decided', 'green'],
  withdrawn: ['Withdrawn', 'grey'],
  lapsed: ['Lapsed', 'red'],
});

export const EntryTag = tagged<Schemas['EntryState']>({
  draft: ['Draft', 'grey'],
  submitted: ['Sent in', 'blue'],
  stage_1: ['First stage sent in', 'blue'],
  stage_2: ['Second stage to fill in', 'yellow'],
  assessed: ['Assessed', 'purple'],
  accredited: ['Accredited', 'green'],
  refused: ['Refused', 'red'],
  withdrawn: ['Withdrawn', 'grey'],
  lapsed: ['Lapsed', 'red'],
});

export const DocumentTag = tagged<Schemas['DocumentState']>({
  requested: ['Its file has not come', 'red'],
  uploaded: ['Being checked for viruses', 'blue'],
  scanned: ['Received', 'blue'],
  verified: ['Verified', 'green'],
  expiring: ['Ends soon', 'yellow'],
  expired: ['Ended', 'orange'],
  grace_ended: ['Ended, counts no more', 'red'],
  replaced: ['Replaced', 'grey'],
  rejected: ['Rejected', 'red'],
  deleted: ['Taken back', 'grey'],
});
