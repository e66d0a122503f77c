// What a provider was asked: still to answer, and before.
// SPDX-License-Identifier: Apache-2.0
import { More, type Page } from '#lists/more.tsx';
import { InvitationHalves } from '#provider/halves.tsx';
import { type Invitation, InvitationCard, invitationPage, openInvitations } from '#provider/invitations.tsx';
import { screen, type View } from '#site/screen.tsx';

const keyOf = ({ referral_id, establishment }: Invitation) => `${referral_id}/${establishment.id}`;

async function load(closed: boolean): Promise<Page<Invitation>> {
  return closed ? invitationPage('closed') : { items: await openInvitations(), next: null };
}

function Invitations({ data, query, reload }: View<Page<Invitation>>) {
  const closed = query.get('state') === 'closed';
  const cards = (items: Invitation[]) => items.map((invitation) => (
    <InvitationCard key={keyOf(invitation)} invitation={invitation} onRefused={reload} />
  ));
  return (
    <>
      <h1 class="govuk-heading-l">{closed ? 'Earlier invitations' : 'Invitations'}</h1>
      <InvitationHalves closed={closed} />
      <More key={data.items.map((item) => keyOf(item) + item.response).join()} first={data}
        load={(cursor) => invitationPage('closed', cursor)}>
        {(items) => (items.length > 0 ? cards(items) : (
          <p class="govuk-body">
            {closed ? 'There were none before.'
              : 'Nobody is waiting for an answer of yours. You are told by e-mail when a home of yours is asked.'}
          </p>
        ))}
      </More>
    </>
  );
}

void screen({
  load: ({ query }) => load(query.get('state') === 'closed'),
  title: () => (new URLSearchParams(location.search).get('state') === 'closed' ? 'Earlier invitations' : 'Invitations'),
  view: Invitations,
});
