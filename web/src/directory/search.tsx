// search.tsx - the search of the directory, whose whole state is in the address:
// a page of the site, or in a frame of a council's own site.
// SPDX-License-Identifier: Apache-2.0
import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { api, body, type Schemas } from '#api/client.ts';
import { Button, ErrorMessage, Input, Select } from '#components/index.ts';
import { asked, type Filtered, filtered, Removable, without } from '#lists/list.tsx';
import { More } from '#lists/more.tsx';
import { publicPage } from '#site/public.tsx';
import { freePlaces, inWords, plural } from '#site/words.ts';
import type { MapProps } from './map.tsx';
import { ratings, RatingTag } from './rating.tsx';

type Home = Schemas['DirectoryItem'];
type List = Schemas['DirectoryList'];
type Kind = Schemas['DirectoryCategory'];
type Rating = Schemas['Rating'];

// As the API's parameters are called; empty is not asked for.
const filters = ['near', 'radius_miles', 'category', 'rating', 'q'] as const;
type Search = Record<(typeof filters)[number], string>;

const distances = ['5', '10', '15', '25', '50', '100'];

const wantedOf = (query: URLSearchParams) =>
  Object.fromEntries(filters.map((name) => [name, asked(query, name)?.trim() ?? ''])) as Search;

function search(wanted: Search, cursor?: string) {
  const { near, radius_miles, category, rating, q } = wanted;
  return body(api.GET('/v1/directory', { params: { query: {
    near: near || undefined,
    radius_miles: near ? radius_miles || undefined : undefined,
    category: category || undefined,
    rating: (rating || undefined) as Rating | undefined,
    q: q || undefined,
    limit: 20,
    cursor,
  } } }));
}

// Where the search is: its own address, and whether its other links lead out of
// a frame.
interface Place {
  here: string;
  target?: '_top';
}

interface Found {
  query: URLSearchParams;
  wanted: Search;
  // Of care, to choose from.
  kinds: Kind[];
  page: Filtered<Home, List>;
}

// Two schemes may call different things alike.
function nameOf({ code, name }: Kind, kinds: Kind[]): string {
  const alone = kinds.filter((other) => other.name === name).length === 1;
  return alone ? name : `${name} (${inWords(code)})`;
}

// What was asked for may have no home any more; it stays asked for.
function choicesOf(kinds: Kind[], wanted: string): { value: string; text: string }[] {
  const choices = kinds.map((kind) => ({ value: kind.code, text: nameOf(kind, kinds) }));
  const gone = wanted !== '' && !kinds.some(({ code }) => code === wanted);
  return gone ? [...choices, { value: wanted, text: inWords(wanted) }] : choices;
}

function Filters({ wanted, kinds, page: { refusal }, here }: Found & Place) {
  const error = (name: string) => {
    const fault = refusal?.faults.find(({ field }) => field === name);
    return fault && { text: fault.detail };
  };
  return (
    <form action={here} method="get" role="search" aria-label="Homes" noValidate>
      <Input name="near" label={{ text: 'Postcode' }} hint={{ text: 'A whole one, such as OX1 4PR' }}
        autocomplete="postal-code" classes="govuk-input--width-10" errorMessage={error('near')}
        attributes={{ defaultValue: wanted.near }} />
      <Select name="radius_miles" label={{ text: 'Within' }} errorMessage={error('radius_miles')}
        value={wanted.radius_miles || '25'}
        items={distances.map((miles) => ({ value: miles, text: `${miles} miles` }))} />
      <Select name="category" label={{ text: 'Kind of care' }} errorMessage={error('category')}
        value={wanted.category} items={[{ value: '', text: 'Any' }, ...choicesOf(kinds, wanted.category)]} />
      <Select name="rating" label={{ text: 'Inspectors’ rating' }} errorMessage={error('rating')}
        value={wanted.rating}
        items={[{ value: '', text: 'Any' },
          ...Object.entries(ratings).map(([value, text]) => ({ value, text }))]} />
      <Input name="q" label={{ text: 'Name or town' }}
        hint={{ text: 'With or without a postcode' }} errorMessage={error('q')}
        attributes={{ defaultValue: wanted.q }} />
      <Button>Search</Button>
    </form>
  );
}

function Applied({ query, wanted, kinds, here }: Found & Place) {
  const shown: [text: string, ...names: (keyof Search)[]][] = [
    [wanted.near && `Within ${wanted.radius_miles || 25} miles of ${wanted.near.toUpperCase()}`, 'near', 'radius_miles'],
    [choicesOf(kinds, wanted.category).find(({ value }) => value === wanted.category)?.text ?? '', 'category'],
    [wanted.rating && ratings[wanted.rating as Rating], 'rating'],
    [wanted.q && `‘${wanted.q}’`, 'q'],
  ];
  return (
    <Removable of={shown.filter(([text]) => text).map(([text, ...names]) => ({ text, href: `${here}${without(query, ...names)}` }))} />
  );
}

function Result({ home, wanted, target }: { home: Home; wanted: Search } & Place) {
  return (
    <li>
      <h3 class="govuk-heading-s govuk-!-margin-bottom-1">
        <a class="govuk-link" href={`/homes/${home.id}/`} target={target}>{home.name}</a>
      </h3>
      <p class="govuk-body govuk-!-margin-bottom-1">
        {home.town}, {home.postcode}
        {home.miles !== null && `, ${home.miles} miles from ${wanted.near.toUpperCase()}`}
      </p>
      <p class="govuk-body">
        <RatingTag rating={home.rating} />{' '}
        {home.vacancies === null ? 'Ask about free places' : freePlaces(home.vacancies)}
        {`. ${home.category_names.join(', ')}.`}
      </p>
    </li>
  );
}

// The drawing comes after the list, and only where there is one.
function LazyMap(props: MapProps) {
  const [loaded, setLoaded] = useState<{ Map: FunctionComponent<MapProps> } | null>(null);
  useEffect(() => { void import('./map.tsx').then(setLoaded); }, []);
  return <div class="map">{loaded && <loaded.Map {...props} />}</div>;
}

function Results({ wanted, page, ...place }: { wanted: Search; page: List } & Place) {
  if (page.items.length === 0)
    return (
      <>
        <h2 class="govuk-heading-m">No accredited home matches</h2>
        <p class="govuk-body">Look further away, or ask for less: take away one of the filters.</p>
      </>
    );
  const near = page.origin === null ? null
    : { ...page.origin, name: wanted.near.toUpperCase() };
  return (
    <>
      <h2 class="govuk-heading-m">
        {page.next === null ? plural(page.items.length, 'home')
          : near === null ? 'The first homes by name' : 'The nearest homes'}
      </h2>
      <More first={page} load={(cursor) => search(wanted, cursor)}>
        {(homes) => (
          <>
            <LazyMap places={homes.map(({ grid }) => grid)} near={near} />
            <ol class="govuk-list govuk-list--number govuk-list--spaced results">
              {homes.map((home) => <Result key={home.id} home={home} wanted={wanted} {...place} />)}
            </ol>
          </>
        )}
      </More>
    </>
  );
}

export const searchPage = (place: Place): Promise<void> => publicPage({
  load: async ({ query }) => {
    const wanted = wantedOf(query);
    const [page, { items: kinds }] = await Promise.all([
      filtered<Home, List>(search(wanted)), body(api.GET('/v1/directory/categories')),
    ]);
    return { query, wanted, kinds, page };
  },
  title: ({ wanted, page: { refusal } }) => `${refusal ? 'Error: ' : ''}${wanted.near
    ? `Homes near ${wanted.near.toUpperCase()}` : 'Find a home'}`,
  view: ({ data }) => (
    <>
      <h1 class="govuk-heading-l">Find a home</h1>
      <p class="govuk-body">
        A council has checked each of these homes. You can write to them yourself, whoever pays.
      </p>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-one-third"><Filters {...data} {...place} /></div>
        <div class="govuk-grid-column-two-thirds">
          <Applied {...data} {...place} />
          {data.page.refusal === null ? <Results wanted={data.wanted} page={data.page} {...place} />
            : data.page.refusal.faults.map(({ detail }) => <ErrorMessage>{detail}</ErrorMessage>)}
        </div>
      </div>
    </>
  ),
});
