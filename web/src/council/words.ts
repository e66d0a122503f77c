// words.ts - the words of a referral, as officers and families read them.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { criteria, criterionNames } from '#market/criteria.ts';
import { money, plural } from '#site/words.ts';

type Words<Key extends string> = Record<Key, string>;

export const perUnit: Words<Schemas['PriceUnit']> = {
  week: 'a week', month: 'a month', year: 'a year',
};

export const price = (pence: number | null, unit: Schemas['PriceUnit']): string =>
  (pence === null ? 'Could not be read' : `${money(pence)} ${perUnit[unit]}`);

// With all four decimals, as they are compared.
export const points = (value: number | null): string => (value === null ? '–' : value.toFixed(4));

// For people to whom the decimals say nothing.
export const shortly = (value: number): string => String(Number(value.toFixed(2)));

export const inMiles = (miles: number): string => plural(Number(miles.toFixed(2)), 'mile');

export const choiceModes: Words<Schemas['ChoiceMode']> = {
  none: 'No choice: the award follows the ranking',
  top3_within_5: 'The family chooses among the best three that lie within 5 points',
  any_within_budget: 'The resident chooses any home within the budget',
};

export const exclusions: Words<Schemas['Exclusion']> = {
  out_of_reach: 'It is farther away than the distance you chose.',
  suspended: 'Its accreditation is suspended, so it may not be asked now.',
  above_council_cap: 'Its accredited costs are above the cap that your council has set.',
  dormant: 'It has not bid for a long time and has not asked to be invited again.',
};

export const nonCompliance: Words<Schemas['NonCompliance']> = {
  missing_must_have: 'It does not have a feature that is required.',
  not_accredited: 'The home is not accredited at this moment.',
  disregarded: 'It was disregarded after its low price had been looked into.',
  unreadable: 'The sealed bid could not be read.',
  withdrawn: 'It was withdrawn.',
};

export const inALine = (weights: Schemas['ReferralWeights']): string =>
  criterionNames.map((name) => `${criteria[name].toLowerCase()} ${weights[name]}`).join(', ');
