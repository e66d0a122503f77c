// What a scheme aims at, beside what was reached.
// SPDX-License-Identifier: Apache-2.0
import { api, body, type Schemas } from '#api/client.ts';
import { Button } from '#components/index.ts';
import {
  activeHomes, bidsForEach, BudgetLines, categoryName, loadReached, type Reached, ServiceLevels, shortage,
} from '#lead/reached.tsx';
import { Report } from '#lead/report.tsx';
import { loadScheme, schemeAddress, SchemeFrame } from '#lead/scheme-frame.tsx';
import { screen } from '#site/screen.tsx';
import { plural } from '#site/words.ts';

const title = 'Targets and budget';

interface Whole extends Reached {
  scheme: Schemas['Scheme'];
  targets: Schemas['SchemeTargets'];
}

function least({ critical_mass: { homes, bids_per_referral: bids } }: Schemas['SchemeTargets']): string {
  const aims = [homes !== undefined && plural(homes, 'active home'), bids !== undefined && `${bids} bids for each referral`].filter(Boolean);
  return aims.length === 0 ? 'Nothing is aimed at, so nothing is warned of.' : `Each category is to have at least ${aims.join(' and ')}.`;
}

void screen<Whole>({
  load: async ({ ids: [scheme_id = ''] }) => {
    const [scheme, targets, reached] = await Promise.all([
      loadScheme(scheme_id),
      body(api.GET('/v1/schemes/{scheme_id}/targets', { params: { path: { scheme_id } } })),
      loadReached(scheme_id),
    ]);
    return { scheme, targets, ...reached };
  },
  title: ({ scheme }) => `${title}: ${scheme.name}`,
  view: ({ data: { scheme, targets, market, service, budget } }) => (
    <SchemeFrame scheme={scheme} title={title}>
      <p class="govuk-body">Councils of the scheme and their auditors read this, too.</p>
      <Button classes="govuk-button--secondary no-print" href={schemeAddress(scheme.id, 'targets/change')}>Change what is aimed at</Button>
      <ServiceLevels service={service} />
      <Report title="Homes and bids" file="market.csv" columns={[categoryName, activeHomes, bidsForEach, shortage]}
        rows={market.categories} empty="There is no category yet.">
        <p class="govuk-body">{least(targets)}</p>
      </Report>
      <BudgetLines budget={budget} />
    </SchemeFrame>
  ),
});
