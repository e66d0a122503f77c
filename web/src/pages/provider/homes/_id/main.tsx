// A home: what regulators have said of it, and what its provider says.
// SPDX-License-Identifier: Apache-2.0
import { type Answer, answer, api, type Schemas } from '#api/client.ts';
import { BackLink } from '#components/index.ts';
import { SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { type Official, OfficialRecord, officialOf } from '#market/official.tsx';
import { HomeFields, readHome } from '#provider/home-form.tsx';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';

interface Whole extends Answer<Schemas['Establishment']> {
  official: Official;
}

function Home({ data: { data: home, etag, official } }: View<Whole>) {
  const form = useForm({
    read: readHome,
    send: (body) => answer(api.PATCH('/v1/establishments/{establishment_id}', {
      params: { path: { establishment_id: home.id }, header: { 'If-Match': etag } }, body })),
    done: ({ data }) => goTo('/provider/homes/', `${data.name} is changed`),
  });
  return (
    <>
      <BackLink href="/provider/homes/">Homes</BackLink>
      <h1 class="govuk-heading-l">{home.name}</h1>
      <OfficialRecord of={official} />
      <p class="govuk-body">
        Lead authorities record this, or it comes from a published register. If something is wrong, tell the lead authority of your scheme.
      </p>
      <h2 class="govuk-heading-m">What you say of it</h2>
      <p class="govuk-body">What has been assessed stays as it was assessed.</p>
      <Form form={form}>
        <HomeFields form={form} home={home} />
        <SendButton form={form} text="Save" />
      </Form>
    </>
  );
}

void screen<Whole>({
  load: async ({ ids: [establishment_id = ''] }) => {
    const [home, official] = await Promise.all([
      answer(api.GET('/v1/establishments/{establishment_id}', { params: { path: { establishment_id } } })),
      officialOf(establishment_id),
    ]);
    return { ...home, official };
  },
  title: ({ data }) => data.name,
  view: Home,
});
