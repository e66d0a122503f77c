// choice.tsx - what was said when the family was asked, as it stands on record.
// SPDX-License-Identifier: Apache-2.0
import { InsetText } from '#components/index.ts';
import { choosers } from '#market/choice.ts';
import { Quoted } from '#site/quoted.tsx';
import { atTime } from '#site/words.ts';
import type { Decision } from './load.ts';

export function ChoiceMade({ decision: { choice, ranking } }: { decision: Decision }) {
  if (!choice)
    return null;
  const home = ranking?.bids.find(({ bid_id }) => bid_id === choice.bid_id)?.name ?? 'a home that dropped out';
  return (
    <InsetText>
      <p class="govuk-body">
        {`Recorded ${atTime(choice.recorded_at)}: ${choosers[choice.chosen_by]}${choice.bid_id === null ? '' : ` chose ${home}`}.`}
      </p>
      <Quoted text={choice.reason} />
      {!choice.standing && (
        <p class="govuk-body">
          <strong>This choice no longer counts. Ask again, and record the answer.</strong>
        </p>
      )}
    </InsetText>
  );
}
