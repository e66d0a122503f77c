// Who was shown what about a person, newest first.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';
import { LogFilters, timesOf } from '#audit/filters.tsx';
import { people, type People, who } from '#audit/who.ts';
import { CsvButton } from '#site/csv.tsx';
import { asked, PageLinks, titleOfPage } from '#site/list.tsx';
import type { Page } from '#site/more.tsx';
import { screen, type View } from '#site/screen.tsx';
import { WideTable } from '#site/wide-table.tsx';
import { atTime, inWords } from '#site/words.ts';

interface Reads {
  page: Page<Schemas['Read']>;
  names: People;
}

const list = (query: URLSearchParams, limit: number, cursor?: string) =>
  body(api.GET('/v1/audit/reads', { params: { query: {
    subject_id: asked(query, 'subject_id'), referral_id: asked(query, 'referral_id'), actor_id: asked(query, 'actor_id'),
    ...timesOf(query), limit, cursor } } }));

// "showOpenedBids" -> "Opened bids"
const shown = (operation: string) =>
  inWords(operation.replace(/^(show|list|get)/, '').replaceAll(/([A-Z])/g, ' $1').trim().toLowerCase());

const only = (name: string, id: string | null, text: string) => id && (
  <a class="govuk-link" href={`?${name}=${id}`}><span class="govuk-visually-hidden">Only </span>{text}</a>
);

function Table({ data: { page, names }, me }: View<Reads>) {
  return (
    <WideTable caption="What was shown, the newest first" firstCellIsHeader
      head={[{ text: 'What' }, { text: 'When' }, { text: 'To whom' }, { text: 'Thing' }, { text: 'Referral' }, { text: 'Purpose' }]}
      rows={page.items.map((read) => [
        { text: shown(read.operation) },
        { text: atTime(read.at) },
        { text: only('actor_id', read.actor_id, who(me, names, read.actor_id, read.organisation_id)) },
        { text: only('subject_id', read.subject_id, read.subject_id.slice(0, 8)) },
        { text: only('referral_id', read.referral_id, read.referral_id?.slice(0, 8) ?? '') },
        { text: read.purpose ?? 'Not said' },
      ])} />
  );
}

void screen<Reads>({
  load: async ({ query }) => {
    const [page, names] = await Promise.all([list(query, 50, asked(query, 'cursor')), people()]);
    return { page, names };
  },
  view: (view) => {
    const { data: { page, names }, query, me } = view;
    return (
      <>
        <h1 class="govuk-heading-l">{titleOfPage('Who read what', query)}</h1>
        <LogFilters query={query} actor />
        {page.items.length === 0 ? <p class="govuk-body">Nobody was shown anything that fits.</p> : <Table {...view} />}
        <PageLinks query={query} next={page.next} />
        {page.items.length > 0 && (
          <CsvButton file="reads.csv" head={['Time', 'Operation', 'To whom', 'Thing', 'Referral', 'Organisation', 'Actor', 'Purpose', 'Request']}
            load={() => everything((cursor) => list(query, 100, cursor), 10_000)}
            row={(one) => [one.at, one.operation, who(me, names, one.actor_id, one.organisation_id), one.subject_id,
              one.referral_id, one.organisation_id, one.actor_id, one.purpose, one.request_id]} />
        )}
      </>
    );
  },
  title: () => titleOfPage('Who read what', new URLSearchParams(location.search)),
});
