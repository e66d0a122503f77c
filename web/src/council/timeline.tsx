// timeline.tsx - what has happened to a referral, and when.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { choosers } from '#market/choice.ts';
import { atTime } from '#site/words.ts';
import type { Decision, Turn } from './load.ts';

interface Step {
  at: string | null | undefined;
  what: string;
}

const turnNames: Record<Turn['type'], string> = {
  'referral.extended': 'Extended: more time or distance', 'referral.cancelled': 'Cancelled',
};

// Of a referral that was cancelled before it, the deadline never came.
function cameToDeadline({ state, published_at, deadline }: Schemas['Referral'], turns: Turn[]): boolean {
  if (state !== 'cancelled')
    return !['draft', 'open'].includes(state);
  const cancelled = turns.find(({ type }) => type === 'referral.cancelled');
  return published_at !== null && cancelled !== undefined && Date.parse(cancelled.at) >= Date.parse(deadline);
}

function stepsOf(referral: Schemas['Referral'], { ranking, choice, budget, award }: Decision, turns: Turn[]): Step[] {
  return [
    { at: referral.created_at, what: 'Drafted' },
    { at: referral.published_at, what: 'Published' },
    ...turns.map(({ at, type }) => ({ at, what: turnNames[type] })),
    { at: cameToDeadline(referral, turns) ? referral.deadline : null, what: 'Deadline for bids' },
    { at: referral.opened_at, what: 'Bids opened' },
    { at: ranking?.locked_at, what: 'Ranking locked' },
    { at: budget?.changed_at, what: 'Budget raised' },
    { at: choice?.recorded_at, what: `Choice recorded: ${choice ? choosers[choice.chosen_by].toLowerCase() : ''}` },
    { at: award?.awarded_at, what: 'Awarded' },
  ];
}

export function Timeline({ referral, decision, turns }: {
  referral: Schemas['Referral']; decision: Decision; turns: Turn[];
}) {
  const steps = stepsOf(referral, decision, turns).filter(({ at }) => at)
    .sort((a, b) => Date.parse(a.at!) - Date.parse(b.at!));
  return (
    <ol class="govuk-list timeline">
      {steps.map(({ at, what }) => (
        <li>
          <strong>{what}</strong>
          <br />
          <span class="govuk-hint">{atTime(at!)}</span>
        </li>
      ))}
    </ol>
  );
}
