// One accredited home: how it stands, and the council's requests to exclude it.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, everything, type Schemas } from '#api/client.ts';
import { Breadcrumbs, Details, Tag } from '#components/index.ts';
import { shortly } from '#council/words.ts';
import { RatingTag } from '#directory/rating.tsx';
import { ChoiceField, choicesOf, ProseField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { grounds } from '#market/grounds.ts';
import { categoryOf } from '#market/load.ts';
import { type Official, OfficialRecord, officialOf } from '#market/official.tsx';
import { AccreditationTag } from '#market/tags.tsx';
import { Facts } from '#site/facts.tsx';
import { Quoted } from '#site/quoted.tsx';
import { screen, type View } from '#site/screen.tsx';
import { onDay } from '#site/words.ts';

interface Whole {
  home: Schemas['Accreditation'];
  category: Schemas['Category'];
  requests: Schemas['ExclusionRequest'][];
  official: Official;
}

async function load(accreditation_id: string): Promise<Whole> {
  const [home, requests] = await Promise.all([
    body(api.GET('/v1/accreditations/{accreditation_id}', { params: { path: { accreditation_id } } })),
    everything((cursor) => body(api.GET('/v1/exclusion-requests', { params: { query: { accreditation_id, cursor } } }))),
  ]);
  const { category_id, establishment } = home;
  const [category, official] = await Promise.all([
    categoryOf(category_id),
    officialOf(establishment.id),
  ]);
  return { home, requests, category, official };
}

function Requests({ requests }: Whole) {
  if (requests.length === 0)
    return <p class="govuk-body">Your council has not asked for that.</p>;
  return (
    <WideTable caption="What your council has asked, the newest first"
      head={[{ text: 'Asked' }, { text: 'Ground' }, { text: 'Reason' }, { text: 'Answer' }]}
      rows={requests.map(({ requested_at, ground, reason, outcome, answer: told }) => [
        { text: onDay(requested_at) }, { text: grounds[ground] }, { text: <Quoted text={reason} /> },
        { text: outcome === null ? <Tag classes="govuk-tag--blue">Waits for the lead authority</Tag> : (
          <>
            <Tag classes={outcome === 'upheld' ? 'govuk-tag--red' : 'govuk-tag--grey'}>{outcome === 'upheld' ? 'Suspended' : 'Declined'}</Tag>
            {told && <Quoted text={told} />}
          </>
        ) },
      ])} />
  );
}

function Ask({ data: { home }, reload }: View<Whole>) {
  const params = { path: { accreditation_id: home.id } };
  const form = useForm({
    read: (values) => ({ ground: values.text('ground') as Schemas['SuspensionGround'], reason: values.text('reason') }),
    send: (body, headers) => answer(api.POST('/v1/accreditations/{accreditation_id}/exclusion-requests', { params, body, headers })),
    done: () => reload('The lead authority has your request'),
  });
  return (
    <Details summaryText="Ask the lead authority to exclude this home">
      <Form form={form}>
        <p class="govuk-body">
          A council cannot leave a home out by itself. If the lead authority agrees, it suspends the home for every council, at
          once; if not, it tells you why. Until then the home is invited as before.
        </p>
        <ChoiceField form={form} name="ground" label="On which ground?" choices={choicesOf(grounds)} />
        <ProseField form={form} name="reason" label="What has happened?" hint="The lead authority reads this" most={2000} rows={4} />
        <SendButton form={form} text="Send the request" />
      </Form>
    </Details>
  );
}

function Home(view: View<Whole>) {
  const { home, category, official } = view.data;
  return (
    <>
      <Breadcrumbs items={[{ text: 'Accredited homes', href: '/council/accreditations/' }, { text: home.establishment.name }]} />
      <span class="govuk-caption-l">{category.name}</span>
      <h1 class="govuk-heading-l">{`${home.establishment.name}, ${home.establishment.town}`}</h1>
      <Facts
        of={[
          ['State', <AccreditationTag state={home.state} />],
          home.ground && ['Ground', grounds[home.ground]],
          ['Provider', home.provider.name],
          ['Rating when assessed', <RatingTag rating={home.rating} />],
          ['Carried score', `${shortly(home.core_score)} of 100`],
          ['Accredited', onDay(home.accredited_at)],
          home.audit_due_on && ['Next audit by', onDay(home.audit_due_on)],
          ['Scheme', <a class="govuk-link" href={`/schemes/${category.scheme_id}/`}>What it asks, and how bids are scored</a>],
        ]}
      />
      <OfficialRecord of={official} />
      <h2 class="govuk-heading-m">If this home should not be asked any more</h2>
      <Requests {...view.data} />
      {home.state !== 'removed' && home.state !== 'withdrawn' && <Ask {...view} />}
    </>
  );
}

void screen<Whole>({
  load: ({ ids: [accreditation_id = ''] }) => load(accreditation_id),
  title: ({ home }) => `${home.establishment.name}, ${home.establishment.town}`,
  view: Home,
});
