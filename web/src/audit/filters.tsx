// filters.tsx - the filters of the log and of reads; the address keeps them.
// SPDX-License-Identifier: Apache-2.0
import { Button, Input, Select } from '#components/index.ts';
import { asked } from '#site/list.tsx';
import { inLondon } from '#site/words.ts';

const nextDay = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

const isDay = (text: string | undefined): text is string => text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text);

// Whole days in London: both the first and the last of them count.
export function timesOf(query: URLSearchParams): { from?: string; to?: string } {
  const [from, to] = [asked(query, 'from'), asked(query, 'to')];
  return {
    from: isDay(from) ? inLondon(from, 0) : undefined,
    to: isDay(to) ? inLondon(nextDay(to), 0) : undefined,
  };
}

const names = ['type', 'subject_id', 'referral_id', 'actor_id', 'from', 'to'];

function Text({ query, name, label, type }: {
  query: URLSearchParams; name: string; label: string; type?: 'date';
}) {
  return (
    <Input id={name} name={name} type={type} label={{ text: label }} spellcheck={false}
      attributes={{ defaultValue: query.get(name) ?? '' }}
      classes={type === 'date' ? 'govuk-input--width-10' : 'govuk-input--width-20'} />
  );
}

export function LogFilters({ query, types, actor }: {
  query: URLSearchParams;
  types?: { value: string; text: string }[];
  actor?: boolean;
}) {
  return (
    <form method="get" class="filters no-print" aria-label="Filter the list">
      {types && (
        <Select id="type" name="type" label={{ text: 'What happened' }} value={query.get('type') ?? ''}
          items={[{ value: '', text: 'Everything' }, ...types]} />
      )}
      <Text query={query} name="from" label="First day" type="date" />
      <Text query={query} name="to" label="Last day" type="date" />
      <Text query={query} name="referral_id" label="Id of a referral" />
      <Text query={query} name="subject_id" label="Id of a thing" />
      {actor && <Text query={query} name="actor_id" label="Id of a person or client" />}
      <Button classes="govuk-button--secondary">Apply filters</Button>
      {names.some((name) => asked(query, name)) && <a class="govuk-link" href="?">Remove all filters</a>}
    </form>
  );
}
