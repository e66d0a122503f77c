// invitations.tsx - homes that were asked to bid, and "no bid" in one tap.
// SPDX-License-Identifier: Apache-2.0
import { api, answer, body, everything, type Schemas } from '#api/client.ts';
import { Button, Details, SummaryList } from '#components/index.ts';
import { useAct } from '#forms/act.ts';
import { ReferralTag } from '#market/tags.tsx';
import { Deadline } from './deadline.tsx';
import { ResponseTag } from './tags.tsx';
import { refusalReasons, urgencies } from './words.ts';

export type Invitation = Schemas['Invitation'];
type Reason = Schemas['RefusalReason'];

export const invitationPage = (state?: 'open' | 'closed', cursor?: string) =>
  body(api.GET('/v1/invitations', { params: { query: { state, cursor } } }));

// What ends first stands first.
export const openInvitations = async (): Promise<Invitation[]> =>
  (await everything((cursor) => invitationPage('open', cursor)))
    .sort((a, b) => Date.parse(a.deadline) - Date.parse(b.deadline));

export const bidAddress = (referral_id: string, establishment_id: string) =>
  `/provider/referrals/${referral_id}/bid/${establishment_id}/`;

export async function refuse(invitation: Invitation, reason_code: Reason, note?: string): Promise<void> {
  const { referral_id, establishment } = invitation;
  await answer(api.POST('/v1/referrals/{referral_id}/bids/{establishment_id}/refusal', {
    params: { path: { referral_id, establishment_id: establishment.id } },
    body: note ? { reason_code, note } : { reason_code },
  }));
}

function NoBid({ invitation, onDone }: { invitation: Invitation; onDone: (said: string) => Promise<void> }) {
  const { establishment, reference } = invitation;
  const send = useAct(async (reason: Reason) => {
    await refuse(invitation, reason);
    await onDone(`No bid of ${establishment.name} for ${reference}`);
  });
  return (
    <Details summaryText={`No bid from ${establishment.name}`}>
      <p class="govuk-body">
        Say why with one press. You can still bid until the deadline.
      </p>
      <div class="govuk-button-group">
        {(Object.keys(refusalReasons) as Reason[]).map((reason) => (
          <Button key={reason} type="button" classes="govuk-button--secondary" attributes={send.attributes(reason)}>
            {refusalReasons[reason]}
            <span class="govuk-visually-hidden">{`: no bid from ${establishment.name} for ${reference}`}</span>
          </Button>
        ))}
      </div>
    </Details>
  );
}

export function InvitationCard({ invitation, onRefused }: {
  invitation: Invitation; onRefused: (said: string) => Promise<void>;
}) {
  const { referral_id, reference, title, council, category, establishment, miles, deadline, state } = invitation;
  const open = state === 'open';
  const hidden = ` ${reference}, ${establishment.name}`;
  return (
    <article aria-label={`${title}: ${establishment.name}`}>
      <SummaryList
        card={{ title: { text: `${title}: ${establishment.name}` } }}
        rows={[
          { key: { text: 'Answer by' }, value: { text: <Deadline deadline={deadline} open={open} /> } },
          { key: { text: 'Your answer' }, value: { text: <ResponseTag response={invitation.response} open={open} /> } },
          { key: { text: 'Who asks' }, value: { text: `${council.name}, ${reference}` } },
          { key: { text: 'For' }, value: { text: `${category.name}. ${urgencies[invitation.urgency]}.` } },
          { key: { text: 'Distance' }, value: { text: `${miles.toFixed(2)} miles` } },
          !open && { key: { text: 'State' }, value: { text: <ReferralTag state={state} /> } },
        ]}
      />
      <div class="govuk-button-group">
        <Button href={`/provider/referrals/${referral_id}/`} classes={open && invitation.response === 'none' ? undefined : 'govuk-button--secondary'}>
          {open ? 'Read it and bid' : 'Look at it'}
          <span class="govuk-visually-hidden">{hidden}</span>
        </Button>
        {invitation.response === 'bid' && (
          <a class="govuk-link" href={`${bidAddress(referral_id, establishment.id)}receipt/`}>
            Your bid<span class="govuk-visually-hidden">{hidden}</span>
          </a>
        )}
      </div>
      {open && invitation.response !== 'bid' && <NoBid invitation={invitation} onDone={onRefused} />}
    </article>
  );
}
