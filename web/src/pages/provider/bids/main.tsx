// The bids of a provider: what is sealed, what is being scored, what became of it.
// SPDX-License-Identifier: Apache-2.0
import { everything } from '#api/client.ts';
import { bidAddress, type Invitation, invitationPage } from '#provider/invitations.tsx';
import { screen } from '#site/screen.tsx';
import { ReferralTag } from '#site/tags.tsx';
import { WideTable } from '#site/wide-table.tsx';
import { atTime } from '#site/words.ts';

async function load(): Promise<Invitation[]> {
  const all = await everything((cursor) => invitationPage(undefined, cursor), 1000);
  return all.filter(({ response }) => response === 'bid');
}

function Links({ bid }: { bid: Invitation }) {
  const hidden = <span class="govuk-visually-hidden">{` ${bid.reference}, ${bid.establishment.name}`}</span>;
  return (
    <ul class="govuk-list">
      <li><a class="govuk-link" href={`${bidAddress(bid.referral_id, bid.establishment.id)}receipt/`}>Receipt{hidden}</a></li>
      {bid.state === 'awarded' && (
        <li><a class="govuk-link" href={`/provider/referrals/${bid.referral_id}/feedback/`}>Scores{hidden}</a></li>
      )}
    </ul>
  );
}

void screen({
  load,
  view: ({ data: bids }) => (
    <>
      <h1 class="govuk-heading-l">Your bids</h1>
      {bids.length === 0 ? (
        <p class="govuk-body">
          You have not bid yet. <a class="govuk-link" href="/provider/invitations/">Look at your invitations</a>.
        </p>
      ) : (
        <WideTable caption="The newest first" firstCellIsHeader
          head={[{ text: 'Referral' }, { text: 'Home' }, { text: 'Deadline' }, { text: 'State' }, { text: 'Look at' }]}
          rows={bids.map((bid) => [
            { text: <><a class="govuk-link" href={`/provider/referrals/${bid.referral_id}/`}>{bid.reference}</a><br />{bid.title}</> },
            { text: bid.establishment.name },
            { text: atTime(bid.deadline) },
            { text: <ReferralTag state={bid.state} /> },
            { text: <Links bid={bid} /> },
          ])}
        />
      )}
    </>
  ),
});
