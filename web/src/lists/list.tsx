// list.tsx - filters that the address keeps, and the pages of a list.
// SPDX-License-Identifier: Apache-2.0
import { useEffect } from 'preact/hooks';

import { Problem } from '#api/problem.ts';
import { Button, Input, Pagination, Select } from '#components/index.ts';
import { showFaults } from '#site/notices.tsx';
import { onDay } from '#site/words.ts';
import type { Page } from './more.tsx';

interface FilterOption {
  value: string;
  text: string;
}

export interface FilterGroup {
  label: string;
  items: FilterOption[];
}

interface ChoiceFilter {
  name: string;
  label: string;
  // What the first option says: "All states".
  all: string;
  options: (FilterOption | FilterGroup)[];
}

interface TypedFilter {
  name: string;
  label: string;
  type: 'search' | 'date';
}

export type Filter = ChoiceFilter | TypedFilter;

// A page of a list, or what is wrong with its filters.
export type Filtered<T, P extends Page<T> = Page<T>> = P & { refusal: null } | { items: never[]; next: null; refusal: Problem };

export async function filtered<T, P extends Page<T>>(page: Promise<P & Page<T>>): Promise<Filtered<T, P>> {
  try {
    return { ...await page, refusal: null };
  } catch (error) {
    if (!(error instanceof Problem) || error.faults.length === 0)
      throw error;
    return { items: [], next: null, refusal: error };
  }
}

// What was asked for; an empty choice is none.
export const asked = (query: URLSearchParams, name: string): string | undefined =>
  query.get(name) || undefined;

export const without = (query: URLSearchParams, ...names: string[]): string => {
  const gone = [...names, 'cursor', 'page'];
  const rest = [...query].filter(([name, value]) => value !== '' && !gone.includes(name));
  return `?${new URLSearchParams(rest)}`;
};

function Field({ filter, value, fault }: { filter: Filter; value: string; fault: string | undefined }) {
  const { name, label } = filter;
  const shared = { id: name, name, label: { text: label }, errorMessage: fault === undefined ? undefined : { text: fault } };
  if ('options' in filter)
    return <Select {...shared} value={value} items={[{ value: '', text: filter.all }, ...filter.options]} />;
  return (
    <Input {...shared} type={filter.type} spellcheck={false} attributes={{ defaultValue: value }}
      classes={filter.type === 'date' ? 'govuk-input--width-10' : 'govuk-input--width-20'} />
  );
}

// A GET form: the address says what is shown, and can be sent to a colleague.
export function Filters({ filters, query, refusal = null }: {
  filters: Filter[]; query: URLSearchParams; refusal?: Problem | null;
}) {
  // Once the fields are there that the summary leads to.
  useEffect(() => {
    if (refusal)
      showFaults(refusal);
  }, [refusal]);
  return (
    <form method="get" class="filters no-print" aria-label="Filter the list" noValidate>
      {filters.map((filter) => (
        <Field key={filter.name} filter={filter} value={query.get(filter.name) ?? ''}
          fault={refusal?.faults.find(({ field }) => field === filter.name)?.detail} />
      ))}
      <Button classes="govuk-button--secondary">Apply filters</Button>
      <Applied filters={filters} query={query} />
    </form>
  );
}

function chosen(filter: Filter, value: string): string {
  if ('options' in filter)
    return filter.options.flatMap((option) => ('items' in option ? option.items : option))
      .find((option) => option.value === value)?.text ?? value;
  return filter.type === 'date' && !Number.isNaN(Date.parse(value)) ? onDay(value) : value;
}

const Applied = ({ filters, query }: { filters: Filter[]; query: URLSearchParams }) => (
  <Removable of={filters.filter(({ name }) => asked(query, name) !== undefined).map((filter) => (
    { text: `${filter.label}: ${chosen(filter, query.get(filter.name)!)}`, href: without(query, filter.name) }
  ))} />
);

// What narrows a list, each with a link that takes it away.
export function Removable({ of }: { of: { text: string; href: string }[] }) {
  return of.length === 0 ? null : (
    <ul class="govuk-list filters-applied">
      {of.map(({ text, href }) => (
        <li key={text}>
          <a class="govuk-link govuk-link--no-visited-state" href={href}>
            <span aria-hidden="true">✕ </span>
            <span class="govuk-visually-hidden">Remove the filter </span>
            {text}
          </a>
        </li>
      ))}
    </ul>
  );
}

export const pageNumber = (query: URLSearchParams): number => Math.max(1, Number(query.get('page')) || 1);

// "Referrals", "Referrals (page 2)"
export const titleOfPage = (title: string, query: URLSearchParams): string =>
  (pageNumber(query) > 1 ? `${title} (page ${pageNumber(query)})` : title);

// The API's lists go forward only; back is what the browser's button does.
export function PageLinks({ query, next }: { query: URLSearchParams; next: string | null }) {
  const page = pageNumber(query);
  if (page === 1 && next === null)
    return null;
  const forward = new URLSearchParams(query);
  forward.set('page', String(page + 1));
  forward.set('cursor', next ?? '');
  return (
    <Pagination classes="no-print"
      previous={page > 1 ? { href: without(query), text: 'First page' } : undefined}
      next={next === null ? undefined : { href: `?${forward}`, labelText: `Page ${page + 1}` }} />
  );
}
