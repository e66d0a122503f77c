// Who is signed in, and the ways to everything that is about the account.
// SPDX-License-Identifier: Apache-2.0
import { api, body } from '#api/client.ts';
import { Button } from '#components/index.ts';
import { Facts } from '#site/facts.tsx';
import { screen } from '#site/screen.tsx';
import { atTime, roles } from '#site/words.ts';

const pages = [
  { href: '/account/news/', text: 'What has happened' },
  { href: '/account/notifications/', text: 'What you are e-mailed about' },
  { href: '/account/clients/', text: 'Machine clients of your organisation' },
  { href: '/account/webhooks/', text: 'Webhooks of your organisation' },
];

void screen({
  load: () => body(api.GET('/v1/sessions/current')),
  view: ({ me, data: session }) => (
    <>
      <h1 class="govuk-heading-l">Your account</h1>
      <Facts
        of={[
          ['Name', me.name],
          ['E-mail address', me.email ?? 'None'],
          ['Organisation', me.organisation.name],
          ['Role', roles[me.role]],
          ['Signed in since', atTime(session.created_at)],
        ]}
      />
      <ul class="govuk-list">
        {pages.map(({ href, text }) => (
          <li><a class="govuk-link" href={href}>{text}</a></li>
        ))}
      </ul>
      <Button href="/sign-out/" classes="govuk-button--secondary">Sign out</Button>
    </>
  ),
});
