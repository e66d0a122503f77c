// Signed out.
// SPDX-License-Identifier: Apache-2.0
import { Button } from '#components/index.ts';
import type { Page } from '#site/page.ts';

export const page: Page = {
  title: 'You have signed out',
  section: 'public',
  body: (
    <>
      <h1 class="govuk-heading-l">You have signed out</h1>
      <p class="govuk-body">If others use this computer, close the browser, too.</p>
      <Button href="/sign-in/">Sign in again</Button>
    </>
  ),
};
