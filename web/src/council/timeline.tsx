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

function stepsOf(referral: Schemas['Referral'], { ranking, choice, budget, award }: Decision, turns: Turn[]): Step[] {
  // Of a referral that was cancelled before it, it never came.
  const isOver = !['draft', 'open', 'cancelled'].includes(referral.state) || referral.opened_at !== null;
  return [
    { at: referral.created_at, what: 'Drafted' },
    { at: referral.published_at, what: 'Published' },
    ...turns,
    { at: isOver ? referral.deadline : null, what: 'Deadline for bids' },
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
    .sort((a, b) => a.at!.localeCompare(b.at!));
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
