// One more person of the authority.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, type Schemas } from '#api/client.ts';
import { BackLink, PasswordInput } from '#components/index.ts';
import { ChoiceField, SendButton, TextField } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { givenRoles } from '#lead/choices.ts';
import { goTo } from '#site/notices.tsx';
import { screen } from '#site/screen.tsx';

function Add() {
  const form = useForm({
    read: (values) => ({
      name: values.text('name'),
      email: values.text('email'),
      // As it was typed: a blank at its end is part of it.
      password: values.all('password')[0] ?? '',
      role: values.chosen<Schemas['Role']>('role', 'Choose what the person may do'),
    }),
    send: (body, headers) => answer(api.POST('/v1/users', { body, headers })),
    done: ({ data: { name } }) => goTo('/lead/people/', `${name} can sign in`),
  });
  return (
    <>
      <BackLink href="/lead/people/">People</BackLink>
      <h1 class="govuk-heading-l">Add a person</h1>
      <Form form={form}>
        <TextField form={form} name="name" label="Name" autocomplete="off" />
        <TextField form={form} name="email" type="email" label="E-mail address" autocomplete="off" hint="It belongs to one person" />
        <PasswordInput id="password" name="password" label={{ text: 'First password' }} autocomplete="new-password"
          hint={{ text: 'At least ten characters. Tell it to the person by another way than e-mail' }}
          errorMessage={form.error('password')} />
        <ChoiceField form={form} name="role" label="What the person may do" choices={givenRoles} />
        <SendButton form={form} text="Add the person" />
      </Form>
    </>
  );
}

void screen({ load: () => Promise.resolve(null), view: Add });
