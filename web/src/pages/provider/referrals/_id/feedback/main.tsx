// The letters to our homes after an award: every score, beside the winner's.
// SPDX-License-Identifier: Apache-2.0
import { api, body, type Schemas } from '#api/client.ts';
import { Breadcrumbs, InsetText, Tag } from '#components/index.ts';
import { WideTable } from '#lists/wide-table.tsx';
import { criteria, criterionNames } from '#market/criteria.ts';
import { howChosen } from '#market/choice.ts';
import { nonCompliance } from '#provider/words.ts';
import { screen, type View } from '#site/screen.tsx';
import { atTime, plural } from '#site/words.ts';

type Letter = Schemas['Letter'];

interface Whole {
  referral: Schemas['Referral'];
  letters: Letter[];
}

async function load(referral_id: string): Promise<Whole> {
  const params = { path: { referral_id } };
  const [referral, { items }] = await Promise.all([
    body(api.GET('/v1/referrals/{referral_id}', { params })),
    body(api.GET('/v1/referrals/{referral_id}/feedback', { params })),
  ]);
  return { referral, letters: items };
}

const points = (value: number | null | undefined) => (value === null || value === undefined ? '–' : value.toFixed(4));

function ScoreTable({ letter, weights }: { letter: Letter; weights: Schemas['ReferralWeights'] }) {
  const { scores, winner } = letter;
  const figure = (text: string | number) => ({ text, format: 'numeric' as const });
  return (
    <WideTable caption={`${letter.name}: points`} firstCellIsHeader
      head={[{ text: 'What counts' }, figure('Of'), figure(letter.awarded ? 'Yours, awarded' : 'Yours'),
        ...(letter.awarded || !winner ? [] : [figure(`Awarded: ${winner.name}`)])]}
      rows={[
        ...criterionNames.map((name) => [{ text: criteria[name] }, figure(weights[name]), figure(points(scores?.[name])),
          ...(letter.awarded || !winner ? [] : [figure(points(winner.scores[name]))])]),
        [{ text: 'Total' }, figure(100), figure(points(letter.total)),
          ...(letter.awarded || !winner ? [] : [figure(points(winner.total))])],
      ]}
    />
  );
}

function LetterOf({ letter, weights }: { letter: Letter; weights: Schemas['ReferralWeights'] }) {
  const choice = howChosen(letter);
  return (
    <div role="group" aria-label={letter.name}>
      <h2 class="govuk-heading-m">
        {letter.name}{' '}
        <Tag classes={letter.awarded ? 'govuk-tag--green' : 'govuk-tag--grey'}>{letter.awarded ? 'Awarded' : 'Not awarded'}</Tag>
      </h2>
      {letter.rank !== null && <p class="govuk-body">{`Ranked number ${letter.rank}.`}</p>}
      {choice !== null && <p class="govuk-body">{choice}</p>}
      {!letter.compliant && (
        <>
          <p class="govuk-body">This bid was not scored:</p>
          <ul class="govuk-list govuk-list--bullet">
            {letter.reasons.map((reason) => <li key={reason}>{nonCompliance[reason]}</li>)}
            {letter.disregard_reason && <li>{letter.disregard_reason}</li>}
          </ul>
        </>
      )}
      <ScoreTable letter={letter} weights={weights} />
      {letter.outcome_reasons.length > 0 && (
        <>
          <h3 class="govuk-heading-s">
            {letter.outcome_score === null ? 'What was said of your text'
              : `Your text was given ${letter.outcome_score} of 5. Why:`}
          </h3>
          {letter.outcome_reasons.map((reason) => <InsetText>{reason}</InsetText>)}
        </>
      )}
      <p class="govuk-body">{`Why the award was made so: ${letter.award_reason}`}</p>
      <p class="govuk-hint">{`Written ${atTime(letter.written_at)}`}</p>
    </div>
  );
}

void screen({
  load: ({ ids: [referral_id = ''] }) => load(referral_id),
  title: ({ referral }) => `How your bids were scored, ${referral.reference}`,
  view: ({ data: { referral, letters } }: View<Whole>) => (
    <>
      <Breadcrumbs items={[{ text: 'Bids', href: '/provider/bids/' },
        { text: referral.reference, href: `/provider/referrals/${referral.id}/` }, { text: 'Scores' }]} />
      <span class="govuk-caption-l">{`${referral.reference}: ${referral.title}`}</span>
      <h1 class="govuk-heading-l">How your bids were scored</h1>
      {letters.length === 0 ? <p class="govuk-body">You did not bid.</p> : (
        <p class="govuk-body">{`${plural(letters.length, 'bid')} of yours. Of the bid that was awarded you see the points, never the price.`}</p>
      )}
      {letters.map((letter) => <LetterOf key={letter.bid_id} letter={letter} weights={referral.weights} />)}
    </>
  ),
});
