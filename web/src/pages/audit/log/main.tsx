// What happened, newest first, with filters that the address keeps.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';
import { LogFilters, timesOf } from '#audit/filters.tsx';
import { typeInWords, typeOptions } from '#audit/types.ts';
import { people, type People, who } from '#audit/who.ts';
import { Tag } from '#components/index.ts';
import { CsvButton } from '#site/csv.tsx';
import { asked, PageLinks, titleOfPage } from '#site/list.tsx';
import type { Page } from '#site/more.tsx';
import { screen, type View } from '#site/screen.tsx';
import { WideTable } from '#site/wide-table.tsx';
import { atTime } from '#site/words.ts';

type Event = Schemas['AuditEvent'];

const list = (query: URLSearchParams, limit: number, cursor?: string) =>
  body(api.GET('/v1/audit', { params: { query: {
    type: asked(query, 'type'), subject_id: asked(query, 'subject_id'), referral_id: asked(query, 'referral_id'),
    ...timesOf(query), limit, cursor } } }));

interface Log {
  page: Page<Event>;
  names: People;
}

const about = (name: string, id: string | null) => id && (
  <a class="govuk-link" href={`?${name}=${id}`}>
    <span class="govuk-visually-hidden">All about </span><code>{id.slice(0, 8)}</code>
  </a>
);

function Table({ data: { page, names }, me }: View<Log>) {
  return (
    <WideTable caption="What happened, the newest first" firstCellIsHeader
      head={[{ text: 'What' }, { text: 'When' }, { text: 'Who' }, { text: 'Thing' }, { text: 'Referral' }, { text: 'Sealed' }]}
      rows={page.items.map((event) => [
        { text: <a class="govuk-link" href={`/audit/log/${event.id}/`}>{typeInWords(event.type)}</a> },
        { text: atTime(event.at) },
        { text: who(me, names, event.actor_id, event.organisation_id) },
        { text: about('subject_id', event.subject_id) },
        { text: about('referral_id', event.referral_id) },
        { text: event.batch === null ? <Tag classes="govuk-tag--yellow">Not yet</Tag> : <Tag classes="govuk-tag--green">Sealed</Tag> },
      ])} />
  );
}

void screen<Log>({
  load: async ({ query }) => {
    const [page, names] = await Promise.all([list(query, 50, asked(query, 'cursor')), people()]);
    return { page, names };
  },
  view: (view) => {
    const { data: { page, names }, query, me } = view;
    return (
      <>
        <h1 class="govuk-heading-l">{titleOfPage('Log', query)}</h1>
        <LogFilters query={query} types={typeOptions(asked(query, 'type'))} />
        {page.items.length === 0 ? <p class="govuk-body">Nothing happened that fits.</p> : <Table {...view} />}
        <PageLinks query={query} next={page.next} />
        {page.items.length > 0 && (
          <CsvButton file="log.csv"
            head={['Time', 'Type', 'Who', 'Thing', 'Referral', 'Organisation', 'Actor', 'Request', 'SHA-256', 'Batch', 'Event']}
            load={() => everything((cursor) => list(query, 100, cursor), 10_000)}
            row={(one) => [one.at, one.type, who(me, names, one.actor_id, one.organisation_id), one.subject_id,
              one.referral_id, one.organisation_id, one.actor_id, one.request_id, one.sha256, one.batch, one.id]} />
        )}
      </>
    );
  },
  title: () => titleOfPage('Log', new URLSearchParams(location.search)),
});
