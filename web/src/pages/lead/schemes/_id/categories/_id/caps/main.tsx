// The councils' own caps in a category, beside the category's: what each will pay.
// SPDX-License-Identifier: Apache-2.0
import { CategoryFrame, loadCategory, type OfScheme } from '#lead/category-frame.tsx';
import type { Page } from '#lists/more.tsx';
import { type Cap, capsOf, commonCap, CouncilCaps, effectOf } from '#market/council-caps.tsx';
import { screen } from '#site/screen.tsx';

interface Caps extends OfScheme {
  first: Page<Cap>;
}

void screen<Caps>({
  load: async ({ ids: [scheme_id = '', category_id = ''] }) => {
    const [of, first] = await Promise.all([loadCategory(scheme_id, category_id), capsOf(category_id)]);
    return { ...of, first };
  },
  title: ({ category }) => `Caps of councils: ${category.name}`,
  view: ({ data, data: { scheme, category, first } }) => (
    <CategoryFrame of={data} title="Caps of councils">
      <p class="govuk-body">
        {`${commonCap(category)} Each council may set one of its own beside it, which counts for referrals that it publishes from then on. `}
        {effectOf(scheme.regime)}
      </p>
      <CouncilCaps first={first} category={category} />
    </CategoryFrame>
  ),
});
