// core-blend.tsx - the regulator's rating as a part of the carried score, in a new category.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { Details, ErrorMessage } from '#components/index.ts';
import { ratings } from '#directory/rating.tsx';
import { NumberField } from '#forms/fields.tsx';
import type { FormState } from '#forms/form.tsx';
import type { Values } from '#forms/values.ts';

const names = Object.keys(ratings) as Schemas['Rating'][];

// A rating without points is not admitted. Nothing typed at all: statements alone.
export function blendOf(values: Values): Schemas['CoreBlend'] | null {
  const statements = values.optionalNumber('core_blend-statements');
  const rating = values.optionalNumber('core_blend-rating');
  const points = names.map((name) => [name, values.optionalNumber(`core_blend-points-${name}`)] as const)
    .filter(([, many]) => many !== null);
  if (statements === null && rating === null && points.length === 0)
    return null;
  return {
    statements: values.number('core_blend-statements'), rating: values.number('core_blend-rating'), points: Object.fromEntries(points),
  };
}

export function BlendFields({ form }: { form: FormState }) {
  const error = form.error('core_blend') ?? form.error('core_blend-points');
  return (
    <Details id="core_blend" summaryText="Let the regulator’s rating count in the carried score (optional)">
      <p class="govuk-body">
        Without this the carried score is made of the statements alone. The two shares sum to 100. A rating without points is not admitted.
      </p>
      {error && <ErrorMessage id="core_blend-error">{error.text}</ErrorMessage>}
      <NumberField form={form} name="core_blend-statements" label="Share of the statements" suffix="%" />
      <NumberField form={form} name="core_blend-rating" label="Share of the rating" suffix="%" />
      {names.map((name) => (
        <NumberField key={name} form={form} name={`core_blend-points-${name}`} label={`Points for ‘${ratings[name]}’ (0 to 100)`} />
      ))}
    </Details>
  );
}
