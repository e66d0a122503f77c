// The people of the authority: who they are and what they may do.
// SPDX-License-Identifier: Apache-2.0
import { api, body, type Schemas } from '#api/client.ts';
import { Button, Tag } from '#components/index.ts';
import { More, type Page } from '#lists/more.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { screen } from '#site/screen.tsx';
import { onDay, roles } from '#site/words.ts';

const page = (cursor?: string): Promise<Page<Schemas['User']>> =>
  body(api.GET('/v1/users', { params: { query: { cursor, limit: 50 } } }));

void screen({
  load: () => page(),
  view: ({ data, me }) => (
    <>
      <span class="govuk-caption-l">{me.organisation.name}</span>
      <h1 class="govuk-heading-l">People</h1>
      <Button href="/lead/people/new/">Add a person</Button>
      <More first={data} load={page}>
        {(items) => (
          <WideTable caption="Who may sign in" firstCellIsHeader
            head={[{ text: 'Name' }, { text: 'E-mail address' }, { text: 'Role' }, { text: 'Since' }, { text: 'State' }]}
            rows={items.map(({ id, name, email, role, disabled, created_at }) => [
              { text: <a class="govuk-link" href={`/lead/people/${id}/`}>{name}</a> },
              { text: email },
              { text: roles[role] },
              { text: onDay(created_at) },
              { text: disabled ? <Tag classes="govuk-tag--grey">Disabled</Tag> : <Tag classes="govuk-tag--green">Can sign in</Tag> },
            ])} />
        )}
      </More>
    </>
  ),
});
