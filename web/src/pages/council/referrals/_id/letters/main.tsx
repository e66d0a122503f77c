// What every bidder is told, from the moment of the award.
// SPDX-License-Identifier: Apache-2.0
import { api, ifThere, type Schemas } from '#api/client.ts';
import { Button, SummaryList } from '#components/index.ts';
import { NotNow, ReferralFrame } from '#council/frame.tsx';
import { loadReferral } from '#council/load.ts';
import { nonCompliance, points } from '#council/words.ts';
import { WideTable } from '#lists/wide-table.tsx';
import { criteria, criterionNames } from '#market/criteria.ts';
import { screen } from '#site/screen.tsx';

type Letter = Schemas['Letter'];

void screen({
  load: async ({ ids }) => {
    const [{ data: referral }, feedback] = await Promise.all([
      loadReferral(ids[0]!),
      ifThere(api.GET('/v1/referrals/{referral_id}/feedback', { params: { path: { referral_id: ids[0]! } } })),
    ]);
    return { referral, letters: feedback?.data.items ?? [] };
  },
  view: ({ data: { referral, letters } }) => (
    <ReferralFrame referral={referral} title="Letters to the bidders">
      {letters.length === 0
        ? <NotNow referral={referral}>Letters are written when the referral is awarded.</NotNow>
        : (
          <>
            <Button type="button" classes="govuk-button--secondary no-print"
              attributes={{ onClick: () => window.print() }}>Print the letters</Button>
            {letters.map((letter) => <OneLetter referral={referral} letter={letter} />)}
          </>
        )}
    </ReferralFrame>
  ),
});

function OneLetter({ referral, letter }: { referral: Schemas['Referral']; letter: Letter }) {
  return (
    <section class="option">
      <h2 class="govuk-heading-m">{letter.name}</h2>
      <p class="govuk-body">
        {letter.awarded ? `Your bid on ${referral.reference} has won.`
          : `Your bid on ${referral.reference} has not won. It went to ${letter.winner.name}.`}
      </p>
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
