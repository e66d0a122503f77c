// search.tsx - the search of the directory, whose whole state is in the address:
// a page of the site, or in a frame of a council's own site.
// SPDX-License-Identifier: Apache-2.0
import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { api, body, Problem, type Schemas } from '#api/client.ts';
import { Button, ErrorMessage, Input, Select } from '#components/index.ts';
import type { MapProps } from './map.tsx';
import { More } from './more.tsx';
import { publicPage } from './public.tsx';
import { ratings, RatingTag } from './rating.tsx';
import { freePlaces, inWords, plural } from './words.ts';

type Home = Schemas['DirectoryItem'];
type List = Schemas['DirectoryList'];
type Rating = Schemas['Rating'];

// As the API's parameters are called; empty is not asked for.
const filters = ['near', 'radius_miles', 'category', 'rating', 'q'] as const;
type Search = Record<(typeof filters)[number], string>;

const distances = ['5', '10', '15', '25', '50', '100'];

function asked(query: URLSearchParams): Search {
  return Object.fromEntries(filters.map((name) => [name, query.get(name)?.trim() ?? ''])) as Search;
}

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
  wanted: Search;
  // Or what is wrong with what was asked, by field.
  page: List | null;
  faults: Map<string, string>;
}

async function find(wanted: Search): Promise<Found> {
  try {
    return { wanted, page: await search(wanted), faults: new Map() };
  } catch (error) {
    if (!(error instanceof Problem) || error.faults.length === 0)
      throw error;
    return { wanted, page: null,
      faults: new Map(error.faults.map(({ field, detail }) => [field, detail])) };
  }
}

function Filters({ wanted, faults, here }: Found & Place) {
  const error = (name: string) => {
    const text = faults.get(name);
    return text === undefined ? undefined : { text };
  };
  return (
    <form action={here} method="get" role="search" aria-label="Homes" noValidate>
      <Input name="near" label={{ text: 'Postcode' }} hint={{ text: 'For example, OX1 4PR' }}
        autocomplete="postal-code" classes="govuk-input--width-10" errorMessage={error('near')}
        attributes={{ defaultValue: wanted.near }} />
      <Select name="radius_miles" label={{ text: 'Within' }} errorMessage={error('radius_miles')}
        value={wanted.radius_miles || '25'}
        items={distances.map((miles) => ({ value: miles, text: `${miles} miles` }))} />
      <Select name="rating" label={{ text: 'Inspectors’ rating' }} errorMessage={error('rating')}
        value={wanted.rating}
        items={[{ value: '', text: 'Any' },
          ...Object.entries(ratings).map(([value, text]) => ({ value, text }))]} />
      <Input name="q" label={{ text: 'Name or town' }} errorMessage={error('q')}
        attributes={{ defaultValue: wanted.q }} />
      {wanted.category && <input type="hidden" name="category" value={wanted.category} />}
      <Button>Search</Button>
    </form>
  );
}

// What narrows the list, each with a link that takes it away.
function Applied({ wanted, here }: { wanted: Search } & Place) {
  const shown: [keyof Search, string][] = [
    ['near', wanted.near && `Within ${wanted.radius_miles || 25} miles of ${wanted.near.toUpperCase()}`],
    ['category', wanted.category && inWords(wanted.category)],
    ['rating', wanted.rating && ratings[wanted.rating as Rating]],
    ['q', wanted.q && `‘${wanted.q}’`],
  ];
  const without = (name: keyof Search) => {
    const rest = new URLSearchParams(Object.entries(wanted)
      .filter(([key, value]) => value && key !== name && !(name === 'near' && key === 'radius_miles')));
    return `${here}?${rest}`;
  };
  const applied = shown.filter(([, text]) => text);
  return applied.length === 0 ? null : (
    <ul class="govuk-list applied">
      {applied.map(([name, text]) => (
        <li key={name}>
          <a class="govuk-link govuk-link--no-visited-state" href={without(name)}>
            <span class="govuk-visually-hidden">Remove: </span>
            {text} <span aria-hidden="true">✕</span>
          </a>
        </li>
      ))}
    </ul>
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
        {`. ${home.categories.map(inWords).join(', ')}.`}
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
  load: ({ query }) => find(asked(query)),
  title: ({ wanted, faults }) => `${faults.size > 0 ? 'Error: ' : ''}${wanted.near
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
          <Applied wanted={data.wanted} {...place} />
          {data.page ? <Results wanted={data.wanted} page={data.page} {...place} />
            : [...data.faults.values()].map((text) => <ErrorMessage>{text}</ErrorMessage>)}
        </div>
      </div>
    </>
  ),
});
