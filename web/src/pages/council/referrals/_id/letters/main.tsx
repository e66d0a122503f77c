// What every bidder is told, from the moment of the award.
// SPDX-License-Identifier: Apache-2.0
import { api, ifThere, type Schemas } from '#api/client.ts';
import { Button, SummaryList } from '#components/index.ts';
import { NotNow, ReferralFrame } from '#council/frame.tsx';
import { loadBids, loadHomes, loadReferral } from '#council/load.ts';
import { nonCompliance, points } from '#council/words.ts';
import { WideTable } from '#lists/wide-table.tsx';
import { criteria, criterionNames } from '#market/criteria.ts';
import { howChosen } from '#market/choice.ts';
import { screen } from '#site/screen.tsx';
import { onDay, postal } from '#site/words.ts';

type Letter = Schemas['Letter'];

interface Posted {
  letter: Letter;
  // Whom it is for, line by line.
  to: string[];
}

async function loadLetters(referral_id: string): Promise<Posted[]> {
  const feedback = await ifThere(api.GET('/v1/referrals/{referral_id}/feedback', { params: { path: { referral_id } } }));
  if (!feedback)
    return [];
  const { items } = feedback.data;
  const [bids, homes] = await Promise.all([
    loadBids(referral_id), loadHomes(items.map(({ establishment_id }) => establishment_id)),
  ]);
  return items.map((letter) => {
    const provider = bids.find(({ bid_id }) => bid_id === letter.bid_id)?.provider.name;
    const address = homes.get(letter.establishment_id)?.address;
    return { letter, to: [...(provider ? [provider] : []), letter.name, ...(address ? postal(address) : [])] };
  });
}

void screen({
  load: async ({ ids }) => {
    const [{ data: referral }, letters] = await Promise.all([loadReferral(ids[0]!), loadLetters(ids[0]!)]);
    return { referral, letters };
  },
  view: ({ me, data: { referral, letters } }) => (
    <ReferralFrame referral={referral} title="Letters to the bidders" letters>
      {letters.length === 0
        ? <NotNow referral={referral}>Letters are written when the referral is awarded.</NotNow>
        : (
          <>
            <Button type="button" classes="govuk-button--secondary no-print"
              attributes={{ onClick: () => window.print() }}>Print the letters</Button>
            {letters.map((posted) => <OneLetter {...posted} referral={referral} from={me.organisation.name} />)}
          </>
        )}
    </ReferralFrame>
  ),
});

function OneLetter({ referral, from, letter, to }: Posted & { referral: Schemas['Referral']; from: string }) {
  const choice = howChosen(letter);
  return (
    <section class="option letter">
      <p class="govuk-body">
        <strong>{from}</strong>
        <br />
        {onDay(letter.written_at)}
      </p>
      <p class="govuk-body">{to.flatMap((line, n) => (n === 0 ? [line] : [<br />, line]))}</p>
      <h2 class="govuk-heading-m">{`${referral.reference}: ${referral.title}`}</h2>
      <p class="govuk-body">
        {letter.awarded ? `Your bid for ${letter.name} has won.`
          : `Your bid for ${letter.name} has not won. The award went to ${letter.winner.name}.`}
      </p>
      {choice !== null && <p class="govuk-body">{choice}</p>}
      {!letter.compliant && letter.reasons.map((reason) => <p class="govuk-body">{nonCompliance[reason]}</p>)}
      <SummaryList rows={[
        { key: { text: 'Reason for the award' }, value: { text: letter.award_reason } },
        letter.rank !== null && { key: { text: 'Rank' }, value: { text: String(letter.rank) } },
        letter.outcome_score !== null && { key: { text: 'Score of the text' }, value: { text: `${letter.outcome_score} of 5` } },
        letter.outcome_reasons.length > 0 && {
          key: { text: 'Why' }, value: { text: letter.outcome_reasons.map((reason) => <p class="govuk-body">{reason}</p>) },
        },
        letter.disregard_reason !== null && { key: { text: 'Why disregarded' }, value: { text: letter.disregard_reason } },
      ]} />
      {letter.scores !== null && <Points letter={letter} />}
    </section>
  );
}

function Points({ letter }: { letter: Letter }) {
  return (
    <WideTable caption={`Points of ${letter.name}`} captionClasses="govuk-visually-hidden" firstCellIsHeader
      head={[{ text: 'For' }, { text: 'Yours', format: 'numeric' }, { text: 'The winner\'s', format: 'numeric' }]}
      rows={[
        ...criterionNames.map((name) => [
          { text: criteria[name] },
          { text: points(letter.scores?.[name] ?? null), format: 'numeric' as const },
          { text: points(letter.winner.scores[name]), format: 'numeric' as const },
        ]),
        [{ text: 'Total' }, { text: points(letter.total), format: 'numeric' },
          { text: points(letter.winner.total), format: 'numeric' }],
      ]} />
  );
}
