// The applications of a provider, newest first.
// SPDX-License-Identifier: Apache-2.0
import { api, body } from '#api/client.ts';
import { Button } from '#components/index.ts';
import { More } from '#lists/more.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { applicationAddress } from '#provider/applied.ts';
import { ApplicationTag } from '#provider/tags.tsx';
import { screen } from '#site/screen.tsx';
import { onDay, plural } from '#site/words.ts';

const page = (cursor?: string) => body(api.GET('/v1/applications', { params: { query: { cursor } } }));

void screen({
  load: () => page(),
  view: ({ data }) => (
    <>
      <h1 class="govuk-heading-l">Applications</h1>
      <p class="govuk-body">A home is assessed once and can then bid for every council of the scheme.</p>
      <Button href="/provider/applications/new/">Start an application</Button>
      <More first={data} load={page}>
        {(items) => (items.length === 0 ? <p class="govuk-body">You have not applied yet.</p> : (
          <WideTable caption="Your applications, the newest first" firstCellIsHeader
            head={[{ text: 'Application' }, { text: 'State' }, { text: 'Homes' }, { text: 'Sent in' }, { text: 'Decided by' }]}
            rows={items.map(({ id, reference, entries, state, submitted_at, assess_due_on }) => [
              { text: <a class="govuk-link" href={applicationAddress(id)}>{reference}</a> },
              { text: <ApplicationTag state={state} /> },
              { text: entries.length > 3 ? plural(entries.length, 'home')
                : entries.map(({ establishment_name }) => <>{establishment_name}<br /></>) },
              { text: submitted_at === null ? 'Not yet' : onDay(submitted_at) },
              { text: assess_due_on === null ? '–' : onDay(assess_due_on) },
            ])}
          />
        ))}
      </More>
    </>
  ),
});
