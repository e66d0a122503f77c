// filters.ts - the filters of the log and of reads.
// SPDX-License-Identifier: Apache-2.0
import { api, body } from '#api/client.ts';
import { asked, type Filter, type FilterGroup } from '#lists/list.tsx';
import { inLondon } from '#site/words.ts';

const nextDay = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

const isDay = (text: string | undefined): text is string => text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text);

// Whole days in London: both the first and the last of them count.
function timesOf(query: URLSearchParams): { from?: string; to?: string } {
  const [from, to] = [asked(query, 'from'), asked(query, 'to')];
  return {
    from: isDay(from) ? inLondon(from, 0) : undefined,
    to: isDay(to) ? inLondon(nextDay(to), 0) : undefined,
  };
}

// A referral is asked for by the number that people know it by, or by its id.
async function referralOf(query: URLSearchParams): Promise<string | undefined> {
  const text = asked(query, 'referral_id');
  if (text === undefined || !/^R-\d{4}-\d+$/i.test(text))
    return text;
  const { items } = await body(api.GET('/v1/referrals', { params: { query: { q: text } } }));
  return items.find(({ reference }) => reference === text.toUpperCase())?.id ?? text;
}

// What the log and the reads are both asked by.
export interface Wanted {
  subject_id?: string;
  referral_id?: string;
  from?: string;
  to?: string;
}

export const wantedOf = async (query: URLSearchParams): Promise<Wanted> => ({
  subject_id: asked(query, 'subject_id'), referral_id: await referralOf(query), ...timesOf(query),
});

export const logFilters = (types: FilterGroup[] | undefined, actor: boolean | undefined): Filter[] => [
  ...types ? [{ name: 'type', label: 'What happened', all: 'Everything', options: types }] : [],
  { name: 'from', label: 'First day', type: 'date' },
  { name: 'to', label: 'Last day', type: 'date' },
  { name: 'referral_id', label: 'Referral: its number or its id', type: 'search' },
  { name: 'subject_id', label: 'Id of a thing', type: 'search' },
  ...actor ? [{ name: 'actor_id', label: 'Id of a person or client', type: 'search' as const }] : [],
];
