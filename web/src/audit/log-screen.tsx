// log-screen.tsx - a log that only grows: filters, a page of it, all of it as a file.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { everything } from '#api/client.ts';
import { type Cell, CsvButton } from '#lists/csv.tsx';
import { asked, type Filtered, filtered, type FilterGroup, Filters, PageLinks, titleOfPage } from '#lists/list.tsx';
import type { Page } from '#lists/more.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { screen, type View } from '#site/screen.tsx';
import { logFilters, type Wanted, wantedOf } from './filters.ts';
import { type Actor, who } from './who.ts';

// A page of what is wanted.
type Part = Wanted & { limit: number; cursor?: string };

export interface Log<T extends Actor> {
  title: string;
  caption: string;
  // Where nothing fits the filters.
  none: string;
  list: (query: URLSearchParams, part: Part) => Promise<Page<T>>;
  // Besides those of time, thing and referral.
  types?: (query: URLSearchParams) => FilterGroup[];
  actor?: boolean;
  // `name` says who it was, as far as the reader may know.
  columns: { head: string; cell: (entry: T, name: string) => ComponentChildren }[];
  file: string;
  csv: { head: string; cell: (entry: T, name: string) => Cell }[];
}

async function pageOf<T extends Actor>({ list }: Log<T>, query: URLSearchParams): Promise<Page<T>> {
  return list(query, { ...await wantedOf(query), limit: 50, cursor: asked(query, 'cursor') });
}

// A referral's number is looked up once, not for each page.
async function wholeOf<T extends Actor>({ list }: Log<T>, query: URLSearchParams): Promise<T[]> {
  const wanted = await wantedOf(query);
  return everything((cursor) => list(query, { ...wanted, limit: 100, cursor }));
}

export const logScreen = <T extends Actor>(log: Log<T>) => screen<Filtered<T>>({
  load: ({ query }) => filtered(pageOf(log, query)),
  title: () => titleOfPage(log.title, new URLSearchParams(location.search)),
  view: (view) => {
    const { data: page, query } = view;
    return (
      <>
        <h1 class="govuk-heading-l">{titleOfPage(log.title, query)}</h1>
        <Filters query={query} filters={logFilters(log.types?.(query), log.actor)} refusal={page.refusal} />
        {page.items.length > 0 ? <Entries log={log} {...view} /> : !page.refusal && <p class="govuk-body">{log.none}</p>}
      </>
    );
  },
});

function Entries<T extends Actor>({ log, data: page, query }: View<Filtered<T>> & { log: Log<T> }) {
  return (
    <>
      <WideTable caption={log.caption} firstCellIsHeader head={log.columns.map(({ head }) => ({ text: head }))}
        rows={page.items.map((entry) => log.columns.map(({ cell }) => ({ text: cell(entry, who(entry)) })))} />
      <PageLinks query={query} next={page.next} />
      <CsvButton file={log.file} head={log.csv.map(({ head }) => head)}
        load={() => wholeOf(log, query)}
        row={(entry) => log.csv.map(({ cell }) => cell(entry, who(entry)))} />
    </>
  );
}
