// The homes of a provider, and how many places of each are free.
// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';

import { answer, api, body, Problem, type Schemas } from '#api/client.ts';
import { Button, SummaryList } from '#components/index.ts';
import { RatingTag } from '#directory/rating.tsx';
import { useAct } from '#forms/act.ts';
import { NumberField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { More, type Page } from '#lists/more.tsx';
import { showDone } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';
import { atTime, plural } from '#site/words.ts';

type Home = Schemas['Establishment'];

const page = (cursor?: string) => body(api.GET('/v1/establishments', { params: { query: { cursor } } }));

// Only if the home is still what was shown: a list has no ETags of its own. Where
// an answer was lost, it says so already.
async function setVacancies(shown: Home, vacancies: number | null): Promise<Home> {
  const path = { establishment_id: shown.id };
  const { data: now, etag } = await answer(api.GET('/v1/establishments/{establishment_id}', { params: { path } }));
  if (now.vacancies === vacancies)
    return now;
  if (now.updated_at !== shown.updated_at)
    throw new Problem({}, 412);
  return body(api.PATCH('/v1/establishments/{establishment_id}', {
    params: { path, header: { 'If-Match': etag } }, body: { vacancies } }));
}

function HomeCard({ first }: { first: Home }) {
  const [home, setHome] = useState(first);
  const free = home.vacancies;
  const done = (next: Home) => {
    setHome(next);
    showDone(`${next.name}: ${next.vacancies === null ? 'vacancies not known' : plural(next.vacancies, 'place is free', 'places are free')}`);
  };
  const set = useAct(async (vacancies: number) => done(await setVacancies(home, vacancies)));
  const prefix = `${home.id}-`;
  const form = useForm({
    prefix,
    read: (values) => values.number(`${prefix}vacancies`),
    send: (vacancies) => setVacancies(home, vacancies),
    done,
  });
  const of = <span class="govuk-visually-hidden">{` of ${home.name}`}</span>;
  const step = (by: number, text: string) => (
    <Button type="button" classes="govuk-button--secondary" attributes={set.attributes((free ?? 0) + by)}>{text}{of}</Button>
  );
  return (
    <div role="group" aria-label={home.name}>
      <SummaryList card={{
        title: { text: home.name },
        actions: { items: [{ text: 'Change', href: `/provider/homes/${home.id}/`, visuallyHiddenText: 'the home' }] },
      }} rows={[
        { key: { text: 'Where' }, value: { text: `${home.address.town}, ${home.address.postcode}` } },
        { key: { text: 'Rating' }, value: { text: <RatingTag rating={home.rating} /> } },
        { key: { text: 'Places free' }, value: { text: <strong>{free === null ? `Not known, of ${home.capacity}` : `${free} of ${home.capacity}`}</strong> } },
        { key: { text: 'Last changed' }, value: { text: atTime(home.updated_at) } },
      ]} />
      <div class="govuk-button-group">
        {free !== null && free > 0 && step(-1, 'One was taken')}
        {(free ?? 0) < home.capacity && step(1, 'One more is free')}
        {free !== 0 && <Button type="button" classes="govuk-button--secondary" attributes={set.attributes(0)}>Full{of}</Button>}
      </div>
      <Form form={form}>
        <div class="filters" role="group" aria-label={`Places free in ${home.name}`}>
          <NumberField form={form} name={`${prefix}vacancies`} label="Or how many are free" width={3} value={null} />
          <SendButton form={form} text="Save" secondary />
        </div>
      </Form>
    </div>
  );
}

void screen({
  load: () => page(),
  view: ({ data }: View<Page<Home>>) => (
    <>
      <h1 class="govuk-heading-l">Homes and vacancies</h1>
      <Button href="/provider/homes/new/">Add a home</Button>
      <More first={data} load={page}>
        {(items) => (items.length === 0 ? <p class="govuk-body">You have no home here yet.</p>
          : items.map((home) => <HomeCard key={home.id} first={home} />))}
      </More>
    </>
  ),
});
