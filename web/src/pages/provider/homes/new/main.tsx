// Adds a home.
// SPDX-License-Identifier: Apache-2.0
import { answer, api } from '#api/client.ts';
import { BackLink } from '#components/index.ts';
import { SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { HomeFields, readHome } from '#provider/home-form.tsx';
import { goTo } from '#site/notices.tsx';
import { screen } from '#site/screen.tsx';

function NewHome() {
  const form = useForm({
    read: readHome,
    send: (body, headers) => answer(api.POST('/v1/establishments', { body, headers })),
    done: ({ data }) => goTo('/provider/homes/', `${data.name} is added. You can now apply for it.`),
  });
  return (
    <>
      <BackLink href="/provider/homes/">Homes</BackLink>
      <h1 class="govuk-heading-l">Add a home</h1>
      <Form form={form}>
        <HomeFields form={form} />
        <SendButton form={form} text="Add the home" />
      </Form>
    </>
  );
}

void screen({ load: async () => null, view: NewHome });
