// choice.ts - who chose a home, and how that decided the award.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';

export const choosers: Record<Schemas['ChosenBy'], string> = {
  parent: 'A parent', resident: 'The resident', carer: 'A carer',
  social_worker: 'The social worker', none: 'No home was chosen',
};

const offers: Record<Schemas['ChoiceMode'], string> = {
  none: '',
  top3_within_5: 'The totals of the best homes lay less than 5 points apart. Between such near-equals the points do not '
    + 'decide: the person or the family may choose.',
  any_within_budget: 'Here the resident may choose a home that is not the one with the most points.',
};

// Why the award need not be to the best bid; null where the ranking alone decided.
export function howChosen({ choice, winner }: Schemas['Letter']): string | null {
  if (!choice)
    return null;
  const outcome = choice.chosen_by === 'none'
    ? 'No home was chosen, so the award went to the highest ranked of those offered.'
    : `${choosers[choice.chosen_by]} chose ${winner.name}.`;
  return `${offers[choice.mode]} ${outcome}`;
}
