// Signs a person in and takes them where they wanted to go.
// SPDX-License-Identifier: Apache-2.0
import { body, api, Problem } from '#api/client.ts';
import { renew, signIn } from '#api/session.ts';
import { Button, Input, PasswordInput } from '#components/index.ts';
import { Form, useForm } from '#forms/form.tsx';
import { show, showRefusal } from '#site/region.tsx';
import { sectionOf, sections } from '#site/sections.ts';
import { start } from '#site/start.ts';

// Only to a page of ours: an address in a link may be anybody's. Whole, since a
// path may begin like another host: that of "/.//evil.example/" is "//evil.example/".
function wanted(): string | null {
  const then = new URLSearchParams(location.search).get('then');
  if (then === null || !URL.canParse(then, location.origin))
    return null;
  const url = new URL(then, location.origin);
  return url.origin === location.origin && url.protocol === location.protocol ? url.href : null;
}

async function goOn(): Promise<void> {
  const me = await body(api.GET('/v1/me'));
  location.replace(wanted() ?? sections[sectionOf(me.role)].home);
}

function SignIn() {
  const form = useForm({
    read: (values) => ({ email: values.text('email'), password: values.text('password') }),
    send: async ({ email, password }) => {
      const response = await signIn(email, password);
      if (!response.ok)
        throw new Problem(await response.json().catch(() => ({})), response.status);
    },
    done: goOn,
  });
  return (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <h1 class="govuk-heading-l">Sign in</h1>
        {wanted() !== null && (
          <p class="govuk-body">Sign in to go on to the page that you asked for.</p>
        )}
        <Form form={form}>
          <Input id="email" name="email" type="email" autocomplete="username" spellcheck={false}
            label={{ text: 'E-mail address' }} errorMessage={form.error('email')} />
          <PasswordInput id="password" name="password" label={{ text: 'Password' }}
            errorMessage={form.error('password')} />
          <Button>Sign in</Button>
        </Form>
        <p class="govuk-body">
          Your organisation's own administrator gives you an account. A provider that is new
          here can <a class="govuk-link" href="/register/">register</a>.
        </p>
      </div>
    </div>
  );
}

start();
try {
  // Somebody who is signed in already has no need of a form.
  if (await renew())
    await goOn();
  else
    show(<SignIn />);
} catch (error) {
  showRefusal(error, () => location.reload());
}
