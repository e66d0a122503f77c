// category.tsx - what a category asks and how it scores, as everybody may read it.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { Details, SummaryList, Table } from '#components/index.ts';
import { ratings } from '#directory/rating.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { inWords, money, regulators } from '#site/words.ts';
import { criteria, criterionNames } from './criteria.ts';

type Category = Schemas['Category'];

const how: Record<keyof Schemas['Weights'], string> = {
  price: 'The lowest price gets all points; a bid at twice that price gets half of them.',
  outcomes: 'One text about this person, scored 0 to 5 by the council.',
  needs: 'The needs of this person that the home can meet, by the marks each of them carries.',
  features: 'What would be good to have besides, by the marks each of them carries.',
  location: 'How near the home is.',
  core: 'How the home was scored when it was accredited.',
};

const choices: Record<Schemas['ChoiceMode'], string> = {
  none: 'The best bid is awarded.',
  top3_within_5: 'Where up to three bids are within five points of the best, the family chooses among them.',
  any_within_budget: 'The family chooses among all suitable bids within the budget.',
};

// Of a category, or of a referral, which may weigh otherwise.
type Weighed = Pick<Category, 'name' | 'weights' | 'miles_per_mark' | 'choice_mode' | 'weights_rationale'>;

export function Weights({ category }: { category: Weighed }) {
  const { weights, miles_per_mark } = category;
  return (
    <>
      <WideTable caption={`${category.name}: how a bid is scored, out of 100`} firstCellIsHeader
        head={[{ text: 'What counts' }, { text: 'Points', format: 'numeric' }, { text: 'How' }]}
        rows={criterionNames.map((name) => [
          { text: criteria[name] },
          { text: weights[name], format: 'numeric' },
          { text: name === 'location'
            ? `5 marks next door, one less for each ${miles_per_mark} miles.` : how[name] },
        ])}
      />
      <p class="govuk-body">{choices[category.choice_mode]}</p>
      {category.weights_rationale && <p class="govuk-body">{`Why these: ${category.weights_rationale}`}</p>}
    </>
  );
}

// How the carried score is made, where the regulator's rating has a part in it.
export function CarriedScore({ category: { name, core_blend: blend } }: { category: Category }) {
  if (blend === null)
    return null;
  const admitted = (Object.keys(ratings) as Schemas['Rating'][]).filter((rating) => blend.points[rating] !== undefined);
  return (
    <>
      <p class="govuk-body">
        {`The carried score is made of the statements (${blend.statements} %) and of the regulator’s rating (${blend.rating} %).`}
      </p>
      <WideTable caption={`${name}: points for a rating`} firstCellIsHeader
        head={[{ text: 'Rating' }, { text: 'Points', format: 'numeric' }]}
        rows={admitted.map((rating) => [{ text: ratings[rating] }, { text: blend.points[rating], format: 'numeric' }])} />
    </>
  );
}

export function Terms({ category }: { category: Category }) {
  const { core_cap_pence: cap, rating_floor, price_unit, schedules } = category;
  return (
    <SummaryList
      rows={[
        { key: { text: 'For' }, value: { text: inWords(category.client_group) } },
        { key: { text: 'Regulator' }, value: { text: regulators[category.regulator] } },
        { key: { text: 'Why it is open to new homes' }, value: { text: category.suitability } },
        rating_floor && { key: { text: 'Lowest rating admitted' }, value: { text: inWords(rating_floor) } },
        { key: { text: 'Prices are by the' }, value: { text: price_unit } },
        { key: { text: 'Highest core cost' }, value: { text: cap === null ? 'No cap' : `${money(cap)} a ${price_unit}` } },
        { key: { text: 'Cost heads' }, value: { text: category.cost_heads.map(({ name }) => name).join(', ') } },
        schedules && {
          key: { text: 'May be offered besides' },
          value: { text: schedules.map(({ name, unit }) => `${name}, by the ${unit}`).join('; ') },
        },
      ]}
    />
  );
}

// Said only where there are two of them.
const later = (stage: number | undefined) => (stage === 2 ? ' (asked in the second stage)' : '');

export function Questions({ category }: { category: Category }) {
  return (
    <>
      <Details summaryText={`Requirements (${category.requirements.length}): each has to be met`}>
        <ul class="govuk-list govuk-list--spaced">
          {category.requirements.map(({ code, question, justification, stage }) => (
            <li key={code}>{`${question}${later(stage)}`}<br /><span class="govuk-hint">{`Why: ${justification}`}</span></li>
          ))}
        </ul>
      </Details>
      <Details summaryText={`Statements (${category.statements.length}): each is scored 0 to 5`}>
        <Table head={[{ text: 'Question' }, { text: 'Weight', format: 'numeric' }, { text: 'Why' }]}
          rows={category.statements.map(({ question, weight, justification, stage }) => [
            { text: `${question}${later(stage)}` }, { text: weight, format: 'numeric' }, { text: justification },
          ])} />
      </Details>
      {category.evidence.length > 0 && (
        <Details summaryText={`Documents (${category.evidence.length})`}>
          <ul class="govuk-list govuk-list--bullet">
            {category.evidence.map(({ kind, minimum_cover_pence: cover }) => (
              <li key={kind}>{inWords(kind)}{cover !== null && `, of at least ${money(cover)}`}</li>
            ))}
          </ul>
        </Details>
      )}
    </>
  );
}
