// The one cookie, and the one word that is stored besides.
// SPDX-License-Identifier: Apache-2.0
import { Table } from '#components/index.ts';
import type { Page } from '#site/page.ts';
import { Prose } from '#site/prose.tsx';

export const page: Page = {
  title: 'Cookies',
  section: 'public',
  description: 'This site sets one cookie, and only for people who sign in.',
  body: (
    <Prose heading="Cookies">
      <p class="govuk-body">
        If you do not sign in, this site stores nothing on your device. It measures nobody, and nothing
        on its pages comes from another site.
      </p>
      <p class="govuk-body">If you sign in, it stores two things, which it cannot do without:</p>
      <Table
        caption="What is stored after you have signed in"
        firstCellIsHeader
        head={['Name', 'What for', 'Until'].map((text) => ({ text }))}
        rows={[
          [
            { text: <code>__Host-refresh</code> },
            { text: 'A cookie that keeps you signed in from one page to the next. No script can read it.' },
            { text: 'You sign out, or your session ends' },
          ],
          [
            { text: <code>fairlot-signed-in</code> },
            {
              text: 'The word “yes” in your browser’s storage, which says that there may be such a '
                + 'cookie. It does not say who you are.',
            },
            { text: 'You sign out, or your session ends' },
          ],
        ]}
      />
      <p class="govuk-body">
        Both are strictly necessary for what you asked for, so the law does not want you to be asked,
        and there is no banner.
      </p>
    </Prose>
  ),
};
