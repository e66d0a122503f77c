// What nginx shows at an address where nothing is.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = {
  title: 'There is no such page',
  section: 'public',
  body: (
    <>
      <h1 class="govuk-heading-l">There is no such page</h1>
      <p class="govuk-body">If you typed the address, check it. If you pasted it, check that you copied all of it.</p>
      <p class="govuk-body">
        You can <a class="govuk-link" href="/">begin at the start page</a> or{' '}
        <a class="govuk-link" href="/find/">find an accredited home</a>.
      </p>
    </>
  ),
};
