// The locked ranking, explained line by line.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { Button, Details, InsetText } from '#components/index.ts';
import { linesOf, offerOf, standingOf } from '#council/explain.ts';
import { linkTo, NotNow, ReferralFrame } from '#council/frame.tsx';
import { type Decision, isChoicePending, loadDecision, loadReferral } from '#council/load.ts';
import { nonCompliance, perUnit, points } from '#council/words.ts';
import { WideTable } from '#lists/wide-table.tsx';
import { criteria, criterionNames } from '#market/criteria.ts';
import { screen } from '#site/screen.tsx';
import { atTime, money } from '#site/words.ts';

interface Data {
  referral: Schemas['Referral'];
  decision: Decision;
}

void screen<Data>({
  load: async ({ ids }) => {
    const [{ data: referral }, decision] = await Promise.all([loadReferral(ids[0]!), loadDecision(ids[0]!)]);
    return { referral, decision };
  },
  view: ({ data: { referral, decision } }) => (
    <ReferralFrame referral={referral} title="Ranking" wide>
      {decision.ranking === null
        ? <NotNow referral={referral}>The bids have not been ranked.</NotNow>
        : <Explained referral={referral} ranking={decision.ranking} decision={decision} />}
    </ReferralFrame>
  ),
});

function Explained({ referral, ranking, decision }: Data & { ranking: Schemas['Ranking'] }) {
  const compliant = ranking.bids.filter((bid) => bid.compliant);
  const others = ranking.bids.filter((bid) => !bid.compliant);
  return (
    <>
      <p class="govuk-body">
        {`Locked ${atTime(ranking.locked_at)}. Nothing is scored again after that. Every figure is `
          + 'rounded half up at the fourth decimal before it is added, so it can be checked by hand.'}
      </p>
      {compliant.length > 0
        ? <Overview referral={referral} ranking={ranking} bids={compliant} />
        : <InsetText>No bid could be considered, so the referral ends without an award.</InsetText>}
      {others.length > 0 && <NotConsidered bids={others} />}
      {compliant.length > 0 && (
        <>
          <h2 class="govuk-heading-m">What can be chosen</h2>
          <p class="govuk-body">{offerOf(ranking)}</p>
          <Onward referral={referral} decision={decision} />
          <h2 class="govuk-heading-m">How each figure comes about</h2>
          {compliant.map((bid) => <Bid ranking={ranking} bid={bid} />)}
        </>
      )}
      <Details summaryText="Proof that the ranking was not changed">
        <p class="govuk-body">Fingerprint of the locked document (SHA-256):</p>
        <p class="govuk-body"><code>{ranking.sha256}</code></p>
        <p class="govuk-body">
          Whoever doubts the ranking can have it worked out again from the document alone.
        </p>
      </Details>
    </>
  );
}

function Overview({ referral, ranking, bids }: {
  referral: Schemas['Referral']; ranking: Schemas['Ranking']; bids: Schemas['RankedBid'][];
}) {
  return (
    <WideTable caption="Points of each bid"
      head={[
        { text: 'Rank' }, { text: 'Home' },
        ...criterionNames.map((name) =>
          ({ text: `${criteria[name]} (${ranking.weights[name]})`, format: 'numeric' as const })),
        { text: 'Total (100)', format: 'numeric' },
        { text: `Price ${perUnit[referral.price_unit]}`, format: 'numeric' },
      ]}
      rows={bids.map((bid) => [
        { text: bid.rank }, { text: bid.name },
        ...criterionNames.map((name) => ({ text: points(bid.scores?.[name] ?? null), format: 'numeric' as const })),
        { text: <strong>{points(bid.total)}</strong>, format: 'numeric' },
        { text: money(bid.price_pence ?? 0), format: 'numeric' },
      ])} />
  );
}

function NotConsidered({ bids }: { bids: Schemas['RankedBid'][] }) {
  return (
    <WideTable caption="Bids that were not considered"
      head={[{ text: 'Home' }, { text: 'Why not' }]}
      rows={bids.map(({ name, reasons }) => [
        { text: name }, { text: reasons.map((reason) => nonCompliance[reason]).join(' ') },
      ])} />
  );
}

function Onward({ referral, decision }: Data) {
  if (referral.state !== 'ranked')
    return null;
  return (
    <div class="govuk-button-group no-print">
      {isChoicePending(referral, decision)
        ? <Button href={linkTo(referral, 'options')}>Options for the family</Button>
        : <Button href={linkTo(referral, 'award')}>Award</Button>}
      {typeof referral.budget_pence === 'number'
        && <a class="govuk-link" href={linkTo(referral, 'budget')}>Raise the budget</a>}
    </div>
  );
}

function Bid({ ranking, bid }: { ranking: Schemas['Ranking']; bid: Schemas['RankedBid'] }) {
  return (
    <section class="explained">
      <h3 class="govuk-heading-s">{`${bid.rank}. ${bid.name}`}</h3>
      <p class="govuk-body">{standingOf(ranking, bid).join(' ')}</p>
      <WideTable caption={`How the points of ${bid.name} come about`} captionClasses="govuk-visually-hidden"
        firstCellIsHeader
        head={[{ text: 'For' }, { text: 'How' }, { text: 'Worth', format: 'numeric' }, { text: 'Points', format: 'numeric' }]}
        rows={linesOf(ranking, bid)?.map(({ name, worth, how, figure }) => [
          { text: name }, { text: how }, { text: worth, format: 'numeric' }, { text: figure, format: 'numeric' },
        ]) ?? []} />
    </section>
  );
}
