// Who is signed in, and the ways to everything that is about the account.
// SPDX-License-Identifier: Apache-2.0
import { api, body } from '#api/client.ts';
import { Button, SummaryList } from '#components/index.ts';
import { screen } from '#site/screen.tsx';
import { atTime, inWords } from '#site/words.ts';

const pages = [
  { href: '/account/news/', text: 'What has happened' },
  { href: '/account/notifications/', text: 'What you are e-mailed about' },
  { href: '/account/clients/', text: 'Machine clients of your organisation' },
];

void screen({
  load: () => body(api.GET('/v1/sessions/current')),
  view: ({ me, data: session }) => (
    <>
      <h1 class="govuk-heading-l">Your account</h1>
      <SummaryList
        rows={[
          { key: { text: 'Name' }, value: { text: me.name } },
          { key: { text: 'E-mail address' }, value: { text: me.email ?? 'None' } },
          { key: { text: 'Organisation' }, value: { text: me.organisation.name } },
          { key: { text: 'Role' }, value: { text: inWords(me.role) } },
          { key: { text: 'Signed in since' }, value: { text: atTime(session.created_at) } },
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
