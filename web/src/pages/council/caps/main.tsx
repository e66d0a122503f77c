// The categories in which the council may refer, each with a cap on core costs.
// SPDX-License-Identifier: Apache-2.0
import { Breadcrumbs } from '#components/index.ts';
import { loadOfferings, type Offering } from '#council/load.ts';
import { WideTable } from '#lists/wide-table.tsx';
import { capAmount } from '#market/council-caps.tsx';
import { screen, type View } from '#site/screen.tsx';

const title = 'Caps on core costs';

function Caps({ data: offerings }: View<Offering[]>) {
  return (
    <>
      <Breadcrumbs items={[{ text: 'Accredited homes', href: '/council/accreditations/' }, { text: title }]} />
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">Beside the cap that all councils share in a category, yours may set one of its own.</p>
      {offerings.length === 0 ? <p class="govuk-body">Your council may refer in no scheme now.</p> : (
        <WideTable caption="Categories in which you may refer" firstCellIsHeader
          head={[{ text: 'Category' }, { text: 'Scheme' }, { text: 'Cap of all councils', format: 'numeric' }]}
          rows={offerings.map(({ scheme, category }) => [
            { text: (
              <a class="govuk-link" href={`/council/caps/${category.id}/`}>
                {category.name}<span class="govuk-visually-hidden">{` in ${scheme.name}: your cap`}</span>
              </a>
            ) },
            { text: scheme.name },
            { text: capAmount(category.core_cap_pence, category.price_unit), format: 'numeric' },
          ])} />
      )}
    </>
  );
}

void screen({ load: ({ me }) => loadOfferings(me.organisation.id), view: Caps });
