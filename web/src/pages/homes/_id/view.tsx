// One home of the directory: the service puts its facts into the page, so that
// they are there without JavaScript.
// SPDX-License-Identifier: Apache-2.0
import { WhatTheMarkMeans } from '#directory/mark.tsx';
import { Answer } from '#site/live.tsx';
import { Loading } from '#site/loading.tsx';
import type { Page } from '#site/page.ts';

// Not what the home is: it may be on the list no more.
const title = 'A home';

export const page: Page = {
  title,
  section: 'public',
  about: '/fragments$request_uri',
  body: (
    <Answer away={(
      <Loading title={title}>
        <p class="govuk-body">
          What is known of this home cannot be shown just now, or no council accredits it. The{' '}
          <a class="govuk-link" href="/homes/a-to-z/">list of accredited homes</a> says who is.
        </p>
      </Loading>
    )}>
      <noscript>
        <p class="govuk-body">
          To write to a home from here, JavaScript has to be switched on in your browser. You can ring it or visit it, or ask{' '}
          <a class="govuk-link" rel="noreferrer" href="https://www.gov.uk/find-local-council">the council where it is</a>.
        </p>
        <p class="govuk-body">
          The <a class="govuk-link" rel="noreferrer" href="https://www.cqc.org.uk/">Care Quality Commission</a>, for adults,
          and <a class="govuk-link" rel="noreferrer" href="https://reports.ofsted.gov.uk/">Ofsted</a>, for children, publish
          what their inspectors found.
        </p>
        <h2 class="govuk-heading-m">Checked by a council</h2>
        <WhatTheMarkMeans />
      </noscript>
    </Answer>
  ),
};
