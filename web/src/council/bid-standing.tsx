// bid-standing.tsx - where an opened bid stands, in a few words.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { Tag } from '#components/index.ts';

type Bid = Schemas['OpenedBid'];

// Of two who differ there is one too few, where three are asked.
export const isScored = ({ evaluations }: Bid, evaluators: number): boolean =>
  (evaluations?.length ?? 0) >= evaluators;

export const differ = ({ evaluations }: Bid): boolean =>
  new Set((evaluations ?? []).map(({ score }) => score)).size > 1;

export function BidTags({ bid, evaluators }: { bid: Bid; evaluators: number }) {
  if (!bid.compliant)
    return <Tag classes="govuk-tag--red">Not considered</Tag>;
  return (
    <>
      <ScoreTag bid={bid} evaluators={evaluators} />
      {bid.flags.includes('abnormally_low') && <>{' '}<Tag classes="govuk-tag--orange">Unusually low price</Tag></>}
    </>
  );
}

function ScoreTag({ bid, evaluators }: { bid: Bid; evaluators: number }) {
  if (bid.consensus !== null)
    return <Tag classes="govuk-tag--green">{`${bid.consensus.score} agreed`}</Tag>;
  if (isScored(bid, evaluators))
    return differ(bid) ? <Tag classes="govuk-tag--yellow">Scores differ</Tag> : <Tag classes="govuk-tag--green">Scored</Tag>;
  return bid.evaluation === null ? <Tag classes="govuk-tag--blue">To score</Tag>
    : <Tag classes="govuk-tag--purple">Waits for a colleague</Tag>;
}
