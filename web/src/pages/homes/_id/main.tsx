// One home: what is known of it, and what its accreditation means.
// SPDX-License-Identifier: Apache-2.0
import { api, body, type Schemas } from '#api/client.ts';
import { Breadcrumbs, Button } from '#components/index.ts';
import { HowToAsk } from '#directory/how-to-ask.tsx';
import { WhatTheMarkMeans } from '#directory/mark.tsx';
import { RatingTag } from '#directory/rating.tsx';
import { Facts } from '#site/facts.tsx';
import { publicPage } from '#site/public.tsx';
import { freePlaces, inspectorates, inWords, onDay, postal } from '#site/words.ts';

type Home = Schemas['DirectoryEntry'];

function ages({ profile: { age_from, age_to } }: Home): string {
  if (age_from !== undefined && age_to !== undefined)
    return `${age_from} to ${age_to}`;
  return age_from !== undefined ? `${age_from} and over` : `Up to ${age_to}`;
}

function Inspections({ home: { inspections } }: { home: Home }) {
  return (
    <ul class="govuk-list">
      {inspections.map(({ regulator, area, grade, on }) => (
        <li>{`${inWords(area)}: ${inWords(grade).toLowerCase()}. ${inspectorates[regulator]}, ${onDay(on)}`}</li>
      ))}
    </ul>
  );
}

// Where the inspectors' own words are, as far as their addresses are known.
function Reports({ home: { name, regulator: { scheme, id } } }: { home: Home }) {
  if (scheme !== 'cqc' || id === null)
    return null;
  return (
    <p class="govuk-body">
      <a class="govuk-link" rel="noreferrer" href={`https://www.cqc.org.uk/location/${encodeURIComponent(id)}`}>
        {`What the Care Quality Commission says of ${name}`}
      </a>
    </p>
  );
}

function HomeFacts({ home }: { home: Home }) {
  const { profile } = home;
  return (
    <Facts
      of={[
        ['Address', postal(home).flatMap((line) => [line, <br />])],
        profile.phone && ['Telephone', profile.phone],
        profile.website && ['Website', <a class="govuk-link" rel="noreferrer nofollow" href={profile.website}>{profile.website}</a>],
        ['Kind of care', home.category_names.join(', ')],
        (profile.age_from !== undefined || profile.age_to !== undefined) && ['Ages', ages(home)],
        profile.needs && profile.needs.length > 0 && ['Experienced with', profile.needs.join(', ')],
        ['Inspectors’ rating', <RatingTag rating={home.rating} />],
        home.inspections.length > 0 && ['Inspections', <Inspections home={home} />],
        ['Number of places', home.capacity],
        ['Free places', home.vacancies === null ? 'Ask the home'
          : `${freePlaces(home.vacancies)}, as of ${onDay(home.updated_at)}`],
      ]}
    />
  );
}

function Mark({ home }: { home: Home }) {
  return (
    <>
      <h2 class="govuk-heading-m">Checked by a council</h2>
      <p>
        <img src={`/v1/directory/${home.id}/badge.svg`} alt="" width="360" class="badge" />
      </p>
      <ul class="govuk-list govuk-list--bullet">
        {home.accredited_by.map(({ scheme, authority }) => <li>{`${authority}: ${scheme}`}</li>)}
      </ul>
      <WhatTheMarkMeans />
    </>
  );
}

void publicPage({
  load: ({ ids: [establishment_id = ''] }) =>
    body(api.GET('/v1/directory/{establishment_id}', { params: { path: { establishment_id } } })),
  title: ({ name }) => name,
  view: ({ data: home }) => (
    <>
      <Breadcrumbs items={[{ text: 'Find a home', href: '/find/' }, { text: home.name }]} />
      <h1 class="govuk-heading-l">{home.name}</h1>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          {home.profile.summary && <p class="govuk-body-l">{home.profile.summary}</p>}
          <HomeFacts home={home} />
          <Reports home={home} />
          {home.enquiries ? <Button href={`/homes/${home.id}/enquiry/`}>Write to this home</Button>
            : <HowToAsk home={home} />}
        </div>
        <div class="govuk-grid-column-one-third"><Mark home={home} /></div>
      </div>
    </>
  ),
});
