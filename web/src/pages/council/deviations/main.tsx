// Awards that no referral led to, of all councils of a scheme; a council records its own.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { BackLink } from '#components/index.ts';
import { loadOfferings } from '#council/load.ts';
import { asked, Filters, PageLinks, titleOfPage } from '#lists/list.tsx';
import type { Page } from '#lists/more.tsx';
import { DeviationForm, DeviationsCsv, DeviationTable, listDeviations } from '#market/deviations.tsx';
import { goTo } from '#site/notices.tsx';
import { screen } from '#site/screen.tsx';

const title = 'Awards outside the process';

interface Whole {
  // Of which the council is one.
  schemes: Schemas['Scheme'][];
  scheme: Schemas['Scheme'] | undefined;
  page: Page<Schemas['Deviation']>;
}

async function load(organisation_id: string, query: URLSearchParams): Promise<Whole> {
  const offerings = await loadOfferings(organisation_id, {});
  const schemes = [...new Map(offerings.map(({ scheme }) => [scheme.id, scheme])).values()];
  const scheme = schemes.find(({ id }) => id === asked(query, 'scheme')) ?? schemes[0];
  const page = scheme ? await listDeviations(scheme.id, asked(query, 'cursor'), 25) : { items: [], next: null };
  return { schemes, scheme, page };
}

function Of({ scheme, page: { items, next }, query }: { scheme: Schemas['Scheme']; page: Whole['page']; query: URLSearchParams }) {
  const again = `${location.pathname}?scheme=${scheme.id}`;
  return (
    <>
      {items.length === 0 ? <p class="govuk-body">{`None is recorded in ${scheme.name}.`}</p> : (
        <>
          <DeviationTable caption={scheme.name} items={items} />
          <PageLinks query={query} next={next} />
          <DeviationsCsv scheme_id={scheme.id} />
        </>
      )}
      <div class="no-print">
        <h2 class="govuk-heading-m">{`Record an award of your council in ${scheme.name}`}</h2>
        <DeviationForm scheme_id={scheme.id} done={({ awarded_to }) => goTo(again, `The award to ${awarded_to} is recorded`)} />
      </div>
    </>
  );
}

void screen<Whole>({
  load: ({ me, query }) => load(me.organisation.id, query),
  title: () => titleOfPage(title, new URLSearchParams(location.search)),
  view: ({ data: { schemes, scheme, page }, query }) => (
    <>
      <BackLink href="/council/placements/">Placements</BackLink>
      <h1 class="govuk-heading-l">{titleOfPage(title, query)}</h1>
      <p class="govuk-body">
        Whoever places without a referral says so here, with the reason and who approved it. All councils of the scheme and their auditors
        read it, and it cannot be changed.
      </p>
      <Filters query={query} filters={[{ name: 'scheme', label: 'Scheme', all: 'The newest scheme',
        options: schemes.map(({ id, name }) => ({ value: id, text: name })) }]} />
      {scheme === undefined ? <p class="govuk-body">Your council is in no scheme.</p> : <Of scheme={scheme} page={page} query={query} />}
    </>
  ),
});
