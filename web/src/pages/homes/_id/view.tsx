// One home of the directory.
// SPDX-License-Identifier: Apache-2.0
import { Loading } from '#site/loading.tsx';
import type { Page } from '#site/page.ts';

const title = 'An accredited home';

export const page: Page = {
  title,
  section: 'public',
  body: (
    <Loading title={title}>
      <p class="govuk-body">
        What is known of this home is shown with JavaScript, which is switched off in your browser. Without it, the{' '}
        <a class="govuk-link" href="/homes/a-to-z/">list of accredited homes</a> says of each home its town and the
        inspectors’ rating, under the first letter of its name.
      </p>
      <p class="govuk-body">
        The <a class="govuk-link" rel="noreferrer" href="https://www.cqc.org.uk/">Care Quality Commission</a>, for adults,
        and <a class="govuk-link" rel="noreferrer" href="https://reports.ofsted.gov.uk/">Ofsted</a>, for children, publish
        what their inspectors found. To reach the home, ask{' '}
        <a class="govuk-link" rel="noreferrer" href="https://www.gov.uk/find-local-council">the council where it is</a>.
      </p>
    </Loading>
  ),
};
