// timeline.tsx - what has happened to a referral, and when.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { atTime, plural } from '#site/words.ts';
import type { Decision } from './load.ts';
import { choosers } from './words.ts';

interface Step {
  at: string | null | undefined;
  what: string;
}

function stepsOf(referral: Schemas['Referral'], { ranking, choice, budget, award }: Decision): Step[] {
  const over = !['draft', 'open'].includes(referral.state);
  return [
    { at: referral.created_at, what: 'Drafted' },
    { at: referral.published_at, what: `Published, ${plural(referral.invited ?? 0, 'home')} invited` },
    { at: over && referral.published_at ? referral.deadline : null, what: 'Deadline for bids' },
    { at: referral.opened_at, what: 'Bids opened' },
    { at: ranking?.locked_at, what: 'Ranking locked' },
    { at: budget?.changed_at, what: 'Budget raised' },
    { at: choice?.recorded_at, what: `Choice recorded: ${choice ? choosers[choice.chosen_by].toLowerCase() : ''}` },
    { at: award?.awarded_at, what: 'Awarded' },
  ];
}

export function Timeline({ referral, decision }: {
  referral: Schemas['Referral']; decision: Decision;
}) {
  const steps = stepsOf(referral, decision).filter(({ at }) => at)
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
