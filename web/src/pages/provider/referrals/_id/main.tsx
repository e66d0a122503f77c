// One referral: what is asked, of which homes, and how it is scored.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';
import { Breadcrumbs, Button, WarningText } from '#components/index.ts';
import { WideTable } from '#lists/wide-table.tsx';
import { bidAddress, invitationPage } from '#provider/invitations.tsx';
import { RefusalForm } from '#provider/no-bid.tsx';
import { Asked, Portrait, ReferralFacts, Scoring } from '#provider/referral.tsx';
import { ResponseTag } from '#provider/tags.tsx';
import { screen, type View } from '#site/screen.tsx';
import { money } from '#site/words.ts';

type Home = Schemas['InvitedHome'];

interface Whole {
  referral: Schemas['Referral'];
  answers: Map<string, Schemas['InvitationResponse']>;
}

async function load(referral_id: string): Promise<Whole> {
  const referral = await body(api.GET('/v1/referrals/{referral_id}', { params: { path: { referral_id } } }));
  const state = referral.state === 'open' ? 'open' : 'closed';
  const invitations = await everything((cursor) => invitationPage(state, cursor));
  return {
    referral,
    answers: new Map(invitations.filter((invitation) => invitation.referral_id === referral_id)
      .map(({ establishment, response }) => [establishment.id, response])),
  };
}

function Act({ referral, home, response }: {
  referral: Schemas['Referral']; home: Home; response: Schemas['InvitationResponse'];
}) {
  const address = bidAddress(referral.id, home.id);
  const name = <span class="govuk-visually-hidden">{` for ${home.name}`}</span>;
  if (response === 'bid')
    return <a class="govuk-link" href={`${address}receipt/`}>Your bid{name}</a>;
  if (referral.state === 'open')
    return <Button href={address} classes="in-table">Bid{name}</Button>;
  return null;
}

function Homes({ referral, answers }: Whole) {
  const homes = referral.establishments ?? [];
  const open = referral.state === 'open';
  const responseOf = ({ id }: Home) => answers.get(id) ?? 'none';
  return (
    <>
      <WideTable caption="Your homes that were asked" firstCellIsHeader
        head={[{ text: 'Home' }, { text: 'Miles', format: 'numeric' }, { text: 'Core costs', format: 'numeric' },
          { text: 'Your answer' }, { text: 'What to do' }]}
        rows={homes.map((home) => [
          { text: home.name },
          { text: home.miles.toFixed(2), format: 'numeric' },
          { text: money(Object.values(home.core_pence).reduce((sum, pence) => sum + pence, 0)), format: 'numeric' },
          { text: <ResponseTag response={responseOf(home)} open={open} /> },
          { text: <Act referral={referral} home={home} response={responseOf(home)} /> },
        ])}
      />
    </>
  );
}

function Referral({ data, reload }: View<Whole>) {
  const { referral, answers } = data;
  const open = referral.state === 'open';
  const without = (referral.establishments ?? []).filter(({ id }) => answers.get(id) !== 'bid');
  return (
    <>
      <Breadcrumbs items={[{ text: 'Invitations', href: '/provider/invitations/' }, { text: referral.reference }]} />
      <span class="govuk-caption-l">{referral.reference}</span>
      <h1 class="govuk-heading-l">{referral.title}</h1>
      {referral.state === 'cancelled' && (
        <WarningText>{`The council has cancelled this: ${referral.cancellation_reason}`}</WarningText>
      )}
      <ReferralFacts referral={referral} />
      <Homes {...data} />
      {referral.state === 'awarded' && (
        <p class="govuk-body">
          <a class="govuk-link" href={`/provider/referrals/${referral.id}/feedback/`}>How your bids were scored</a>
        </p>
      )}
      <h2 class="govuk-heading-m">Who this is about</h2>
      <Portrait portrait={referral.portrait} />
      <h2 class="govuk-heading-m">What is asked</h2>
      <Asked referral={referral} />
      <h2 class="govuk-heading-m">How bids are scored</h2>
      <Scoring referral={referral} />
      {open && without.length > 0 && (
        <RefusalForm key={String([...answers])} referral={referral} homes={without} done={reload} />
      )}
    </>
  );
}

void screen({
  load: ({ ids: [referral_id = ''] }) => load(referral_id),
  title: ({ referral }) => `${referral.reference}: ${referral.title}`,
  view: Referral,
});
