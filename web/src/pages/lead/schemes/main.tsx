// The schemes that the authority leads, drafts among them.
// SPDX-License-Identifier: Apache-2.0
import { Button } from '#components/index.ts';
import { ownSchemes } from '#lead/load.ts';
import { WideTable } from '#lists/wide-table.tsx';
import { SchemeTag } from '#market/tags.tsx';
import { screen } from '#site/screen.tsx';
import { onDay } from '#site/words.ts';

void screen({
  load: ({ me }) => ownSchemes(me),
  view: ({ data: schemes, me }) => (
    <>
      <span class="govuk-caption-l">{me.organisation.name}</span>
      <h1 class="govuk-heading-l">Schemes</h1>
      <Button href="/lead/schemes/new/">Prepare a scheme</Button>
      {schemes.length === 0 ? <p class="govuk-body">You lead no scheme yet.</p> : (
        <WideTable caption="Schemes that you lead" firstCellIsHeader
          head={[{ text: 'Scheme' }, { text: 'State' }, { text: 'Reference' }, { text: 'Runs' }]}
          rows={schemes.map(({ id, name, reference, valid_from, valid_to, state }) => [
            { text: <a class="govuk-link" href={`/lead/schemes/${id}/`}>{name}</a> },
            { text: <SchemeTag state={state} /> },
            { text: reference },
            { text: `${onDay(valid_from)} to ${onDay(valid_to)}` },
          ])} />
      )}
    </>
  ),
});
