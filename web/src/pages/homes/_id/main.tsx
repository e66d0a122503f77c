// One home: what is known of it, and what its accreditation means.
// SPDX-License-Identifier: Apache-2.0
import { api, body, type Schemas } from '#api/client.ts';
import { Breadcrumbs, Button, Details } from '#components/index.ts';
import { Facts } from '#site/facts.tsx';
import { publicPage } from '#site/public.tsx';
import { RatingTag } from '#site/rating.tsx';
import { inWords, onDay, plural } from '#site/words.ts';

type Home = Schemas['DirectoryEntry'];

function address({ line_1, line_2, town, postcode }: Home) {
  return [line_1, line_2, town, postcode].filter(Boolean).flatMap((line) => [line, <br />]);
}

function ages({ profile: { age_from, age_to } }: Home): string {
  if (age_from !== undefined && age_to !== undefined)
    return `${age_from} to ${age_to}`;
  return age_from !== undefined ? `${age_from} and over` : `Up to ${age_to}`;
}

function HomeFacts({ home }: { home: Home }) {
  const { profile } = home;
  return (
    <Facts
      of={[
        ['Address', address(home)],
        profile.phone && ['Telephone', profile.phone],
        profile.website && ['Website', <a class="govuk-link" rel="noreferrer nofollow" href={profile.website}>{profile.website}</a>],
        ['Care for', home.categories.map(inWords).join(', ')],
        (profile.age_from !== undefined || profile.age_to !== undefined) && ['Ages', ages(home)],
        profile.needs && profile.needs.length > 0 && ['Experienced with', profile.needs.join(', ')],
        ['Regulator’s rating', <RatingTag rating={home.rating} />],
        ['Places', home.capacity],
        ['Vacancies', home.vacancies === null ? 'Ask the home'
          : `${plural(home.vacancies, 'vacancy', 'vacancies')}, as of ${onDay(home.updated_at)}`],
      ]}
    />
  );
}

function Mark({ home }: { home: Home }) {
  return (
    <>
      <h2 class="govuk-heading-m">Accredited</h2>
      <p>
        <img src={`/v1/directory/${home.id}/badge.svg`} alt="" width="360" class="badge" />
      </p>
      <ul class="govuk-list govuk-list--bullet">
        {home.accredited_by.map(({ scheme, authority }) => <li>{`${authority}: ${scheme}`}</li>)}
      </ul>
      <Details summaryText="What this means, and what it does not">
        <p class="govuk-body">
          A council has checked this home’s registration, insurance, policies and prices and scored
          how it says that it cares. If the home loses what it was accredited for, it leaves this
          list at once.
        </p>
        <p class="govuk-body">
          It is no promise that the home is right for one person, that it has a place, or that it
          costs you what it costs a council. Visit it, and read the regulator’s reports.
        </p>
      </Details>
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
          <Button href={`/homes/${home.id}/enquiry/`}>Write to this home</Button>
        </div>
        <div class="govuk-grid-column-one-third"><Mark home={home} /></div>
      </div>
    </>
  ),
});
