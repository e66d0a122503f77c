// figures.tsx - the carried score and the costs of an accredited home, and how they came to be.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { Details } from '#components/index.ts';
import { WideTable } from '#lists/wide-table.tsx';
import { Quoted } from '#site/quoted.tsx';
import { money, onDay } from '#site/words.ts';
import { headName } from './uplift.tsx';

type Category = Schemas['Category'];

const points = (score: number): string => score.toFixed(4);

// Each review in full: what every text was given, why, and what that rests on.
export function ScoreReviews({ reviews, category }: { reviews: Schemas['ScoreReview'][]; category: Category }) {
  const question = (code: string) => category.statements.find((statement) => statement.code === code)?.question ?? code;
  return (
    <>
      <h3 class="govuk-heading-m">Reviews of the carried score</h3>
      {reviews.map(({ id, effective_on, core_score_before, core_score, statements, evidence }) => (
        <Details key={id} summaryText={`Counts from ${onDay(effective_on)}: ${points(core_score)}, before ${points(core_score_before)}`}>
          <WideTable caption={`What each text is given from ${onDay(effective_on)}`} firstCellIsHeader captionClasses="govuk-table__caption--s"
            head={[{ text: 'Question' }, { text: 'Score', format: 'numeric' }, { text: 'Why' }]}
            rows={Object.entries(statements).map(([code, { score, reason }]) => [
              { text: question(code) }, { text: `${score} of 5`, format: 'numeric' }, { text: reason || '–' }])} />
          <p class="govuk-body">It rests on:</p>
          <Quoted text={evidence} />
        </Details>
      ))}
    </>
  );
}

export function FigureHistory({ figures, category }: { figures: Schemas['Figures']; category: Category }) {
  return (
    <Details summaryText="Figures, and how they came to be">
      <WideTable caption="Carried score" firstCellIsHeader head={[{ text: 'From' }, { text: 'Score', format: 'numeric' }]}
        rows={figures.scores.map(({ effective_on, core_score }) => [{ text: onDay(effective_on) }, { text: points(core_score), format: 'numeric' }])} />
      <WideTable caption={`Core costs a ${category.price_unit}, now ${money(figures.core_total_pence)} together`} firstCellIsHeader
        head={[{ text: 'Cost head' }, { text: 'From' }, { text: 'Amount', format: 'numeric' }]}
        rows={figures.prices.map(({ head, pence, effective_on }) => [
          { text: headName(category, head) }, { text: onDay(effective_on) }, { text: money(pence), format: 'numeric' }])} />
      {figures.council_caps.length > 0 && (
        <WideTable caption="Councils with a cap of their own" firstCellIsHeader
          head={[{ text: 'Council' }, { text: 'Cap', format: 'numeric' }, { text: 'This home' }]}
          rows={figures.council_caps.map(({ organisation, core_cap_pence, within }) => [{ text: organisation.name },
            { text: money(core_cap_pence), format: 'numeric' }, { text: within ? 'Within it' : 'Above it' }])} />
      )}
    </Details>
  );
}
