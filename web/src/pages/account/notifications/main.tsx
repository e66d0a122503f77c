// The topics about which one person wants e-mail.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, type Schemas } from '#api/client.ts';
import { BackLink } from '#components/index.ts';
import { CheckField, choicesOf, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { topics } from '#market/topics.ts';
import { screen, type View } from '#site/screen.tsx';

type Preferences = Schemas['NotificationPreferences'];
type Topic = Preferences['email'][number];

function Topics({ data, reload }: View<Preferences>) {
  const form = useForm({
    read: (values) => ({ email: values.all('email') as Topic[] }),
    send: (chosen) => answer(api.PUT('/v1/me/notification-preferences', { body: chosen })),
    done: () => reload('Your choice is saved'),
  });
  return (
    <>
      <BackLink href="/account/">Your account</BackLink>
      <h1 class="govuk-heading-l">What you are e-mailed about</h1>
      <Form form={form}>
        <CheckField form={form} name="email" label="E-mail me about"
          hint="Everything is also under ‘What has happened’, whatever you choose here"
          values={data.email}
          choices={choicesOf(topics)} />
        <SendButton form={form} text="Save" />
      </Form>
    </>
  );
}

void screen({
  load: () => body(api.GET('/v1/me/notification-preferences')),
  view: Topics,
});
