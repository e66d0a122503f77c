// import-outcomes.tsx - what came of each record of an import, in words.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { type Looks, tagged } from '#market/tags.tsx';

export type Outcome = Schemas['ImportOutcome'];
export type Taken = Schemas['AccreditationImportItem'];

const looks: Looks<Outcome> = {
  drafted: ['Draft made', 'green'],
  already_drafted: ['Draft was there', 'grey'],
  already_accredited: ['Accredited already', 'grey'],
  category_unknown: ['No such category', 'red'],
  provider_unknown: ['Provider not found', 'red'],
  place_unknown: ['Postcode not known', 'red'],
};

export const OutcomeTag = tagged(looks);

export const outcomeInWords = (outcome: Outcome): string => looks[outcome][0];

const whys: Record<Outcome, (record: Taken['record']) => string> = {
  drafted: () => 'Its provider is told, looks through it and sends it in.',
  already_drafted: () => 'An earlier record made it; this one changed nothing.',
  already_accredited: () => 'The home has this accreditation; nothing was changed.',
  category_unknown: ({ category }) => `The scheme has no open category with the short name ‘${category.code}’.`,
  provider_unknown: ({ provider }) => `Nobody is registered here as the provider that the file calls ${provider.name}.`,
  place_unknown: ({ establishment }) => `No place is known for ${establishment.address.postcode}. Whoever runs Fairlot loads postcodes.`,
};

const parts: Record<string, string> = {
  '#/answers/requirements': 'requirement', '#/answers/statements': 'statement', '#/in_force/core_pence': 'core cost',
  '#/accreditation/schedule_pence': 'offer',
};

// "#/answers/requirements/insurance" -> "requirement ‘insurance’"
function leftOut(pointer: string): string {
  const at = pointer.lastIndexOf('/');
  return `${parts[pointer.slice(0, at)] ?? pointer.slice(2, at)} ‘${pointer.slice(at + 1)}’`;
}

export const why = ({ outcome, record, left_out }: Taken): string => whys[outcome](record)
  + (left_out.length === 0 ? '' : ` Not in the draft, since the category does not ask for it: ${left_out.map(leftOut).join(', ')}.`);
