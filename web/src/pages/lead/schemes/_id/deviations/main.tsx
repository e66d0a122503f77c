// Awards that no referral led to, of all councils of a scheme; the authority records its own.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { loadScheme, SchemeFrame } from '#lead/scheme-frame.tsx';
import { asked, PageLinks, titleOfPage } from '#lists/list.tsx';
import type { Page } from '#lists/more.tsx';
import { DeviationForm, DeviationsCsv, DeviationTable, listDeviations } from '#market/deviations.tsx';
import { goTo } from '#site/notices.tsx';
import { screen } from '#site/screen.tsx';

const title = 'Awards outside the process';

interface Whole {
  scheme: Schemas['Scheme'];
  page: Page<Schemas['Deviation']>;
}

void screen<Whole>({
  load: async ({ ids: [scheme_id = ''], query }) => {
    const [scheme, page] = await Promise.all([loadScheme(scheme_id), listDeviations(scheme_id, asked(query, 'cursor'), 25)]);
    return { scheme, page };
  },
  title: ({ scheme }) => `${title}: ${scheme.name}`,
  view: ({ data: { scheme, page: { items, next } }, query }) => (
    <SchemeFrame scheme={scheme} title={titleOfPage(title, query)}>
      <p class="govuk-body">
        Whoever places without a referral says so here, with the reason and who approved it. All councils of the scheme and their auditors
        read it, and it cannot be changed.
      </p>
      {items.length === 0 ? <p class="govuk-body">None is recorded.</p> : (
        <>
          <DeviationTable caption="Awards, the last recorded first" items={items} />
          <PageLinks query={query} next={next} />
          <DeviationsCsv scheme_id={scheme.id} />
        </>
      )}
      <div class="no-print">
        <h2 class="govuk-heading-m">Record an award of your own authority</h2>
        <DeviationForm scheme_id={scheme.id}
          done={({ awarded_to }) => goTo(location.pathname, `The award to ${awarded_to} is recorded`)} />
      </div>
    </SchemeFrame>
  ),
});
