// Changes a home.
// SPDX-License-Identifier: Apache-2.0
import { type Answer, answer, api, type Schemas } from '#api/client.ts';
import { BackLink } from '#components/index.ts';
import { HomeFields, readHome } from '#provider/home-form.tsx';
import { SendButton } from '#site/fields.tsx';
import { Form, useForm } from '#site/form.tsx';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';

function ChangeHome({ data: { data: home, etag } }: View<Answer<Schemas['Establishment']>>) {
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
      <p class="govuk-body">What has been assessed stays as it was assessed.</p>
      <Form form={form}>
        <HomeFields form={form} home={home} />
        <SendButton form={form} text="Save" />
      </Form>
    </>
  );
}

void screen({
  load: ({ ids: [establishment_id = ''] }) => answer(api.GET('/v1/establishments/{establishment_id}', {
    params: { path: { establishment_id } } })),
  title: ({ data }) => data.name,
  view: ChangeHome,
});
