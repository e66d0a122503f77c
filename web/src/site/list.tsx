// list.tsx - filters that the address keeps, and the pages of a list.
// SPDX-License-Identifier: Apache-2.0
import { Button, Pagination, Select } from '#components/index.ts';

interface FilterOption {
  value: string;
  text: string;
}

export interface Filter {
  name: string;
  label: string;
  // What the first option says: "All states".
  all: string;
  options: FilterOption[];
}

// What was asked for; an empty choice is none.
export const asked = (query: URLSearchParams, name: string): string | undefined =>
  query.get(name) || undefined;

const without = (query: URLSearchParams, ...names: string[]): string => {
  const rest = new URLSearchParams(query);
  for (const name of [...names, 'cursor', 'page'])
    rest.delete(name);
  return `?${rest}`;
};

// A GET form: the address says what is shown, and can be sent to a colleague.
export function Filters({ filters, query }: { filters: Filter[]; query: URLSearchParams }) {
  return (
    <form method="get" class="filters no-print" aria-label="Filter the list">
      {filters.map(({ name, label, all, options }) => (
        <Select key={name} id={name} name={name} label={{ text: label }} value={query.get(name) ?? ''}
          items={[{ value: '', text: all }, ...options]} />
      ))}
      <Button classes="govuk-button--secondary">Apply filters</Button>
      <Applied filters={filters} query={query} />
    </form>
  );
}

function Applied({ filters, query }: { filters: Filter[]; query: URLSearchParams }) {
  const applied = filters.filter(({ name }) => asked(query, name) !== undefined);
  if (applied.length === 0)
    return null;
  const chosen = ({ name, options }: Filter) =>
    options.find(({ value }) => value === query.get(name))?.text ?? query.get(name);
  return (
    <ul class="govuk-list filters-applied">
      {applied.map((filter) => (
        <li key={filter.name}>
          <a class="govuk-link" href={without(query, filter.name)}>
            <span aria-hidden="true">✕ </span>
            <span class="govuk-visually-hidden">Remove the filter </span>
            {`${filter.label}: ${chosen(filter)}`}
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
