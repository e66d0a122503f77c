// Registers a provider and its first person, who is signed in at once.
// SPDX-License-Identifier: Apache-2.0
import { useRef } from 'preact/hooks';

import { answer, api, Problem } from '#api/client.ts';
import { signIn } from '#api/session.ts';
import { InsetText, PasswordInput } from '#components/index.ts';
import { SendButton, TextField } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { goTo } from '#site/notices.tsx';
import { show } from '#site/region.tsx';
import { start } from '#site/start.ts';

// Behind the #, which no server is told: it is as good as a password.
const invitation = () => /^#([A-Za-z0-9_-]{43})$/.exec(location.hash)?.[1]
  ?? new URLSearchParams(location.hash.slice(1)).get('token');

function Register() {
  const token = invitation();
  const registered = useRef(false);
  const form = useForm({
    read: (values) => ({
      name: values.text('name'),
      company_number: values.optional('company_number'),
      contact: {
        name: values.text('contact-name'), email: values.text('contact-email'),
        // A blank at its end belongs to a password.
        password: values.all('contact-password')[0] ?? '',
      },
      ...(token === null ? {} : { invitation_token: token }),
    }),
    send: async (body) => {
      // Once is enough, if only the signing in has to be tried again.
      if (!registered.current)
        await answer(api.POST('/v1/providers', { body }));
      registered.current = true;
      const response = await signIn(body.contact.email, body.contact.password);
      if (!response.ok)
        throw new Problem(await response.json().catch(() => ({})), response.status);
    },
    done: () => goTo('/provider/', 'Your organisation is registered'),
  });
  return (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <h1 class="govuk-heading-l">Register your organisation</h1>
        <p class="govuk-body">
          For providers of care. It costs nothing. Afterwards you add your homes and apply to
          a <a class="govuk-link" href="/schemes/">scheme</a> for them.
        </p>
        {token !== null && <InsetText>You were invited. The invitation is used when you register.</InsetText>}
        <Form form={form}>
          <h2 class="govuk-heading-m">Your organisation</h2>
          <TextField form={form} name="name" label="Name of the organisation" autocomplete="organization" />
          <TextField form={form} name="company_number" label="Company number (leave it out if it is no company)"
            hint="As Companies House has it, for example 01234567" width={10} />
          <h2 class="govuk-heading-m">You</h2>
          <TextField form={form} name="contact-name" label="Your name" autocomplete="name" />
          <TextField form={form} name="contact-email" type="email" label="E-mail address" hint="You sign in with it" autocomplete="username" />
          <PasswordInput id="contact-password" name="contact-password" label={{ text: 'Password' }} autocomplete="new-password"
            errorMessage={form.error('contact-password')} />
          <SendButton form={form} text="Register" />
        </Form>
        <p class="govuk-body">Registered already? <a class="govuk-link" href="/sign-in/">Sign in</a>.</p>
      </div>
    </div>
  );
}

start();
show(<Register />);
