// The directory, in a frame of somebody else's page: nginx lets this page, and no
// other, be framed. Links lead out of the frame.
// SPDX-License-Identifier: Apache-2.0
import { Loading } from '#site/loading.tsx';
import type { Page } from '#site/page.ts';

export const page: Page = {
  title: 'Find a home',
  section: 'public',
  embedded: true,
  body: (
    <Loading title="Find a home">
      <p class="govuk-body">
        This search needs JavaScript, which is switched off in your browser. The{' '}
        <a class="govuk-link" href="/homes/a-to-z/" target="_top">list of accredited homes</a>{' '}
        works without it.
      </p>
    </Loading>
  ),
};
