// Whom to ask about what.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';
import { Prose } from '#site/prose.tsx';

export const page: Page = {
  title: 'Contact',
  section: 'public',
  description: 'Whom to ask about a home, about care that a council arranges, or about this site.',
  body: (
    <Prose heading="Contact">
      <h2 class="govuk-heading-m">If somebody is in danger</h2>
      <p class="govuk-body">
        Call 999. If you are worried about a child or an adult who is cared for, tell the council where
        they live; it has a telephone number for this, day and night.
      </p>
      <h2 class="govuk-heading-m">About a home</h2>
      <p class="govuk-body">
        Ask the home itself: <a class="govuk-link" href="/find/">its page</a> shows its address and, where
        it has given them, its telephone number and website. The regulator’s reports say what inspectors found.
      </p>
      <h2 class="govuk-heading-m">About care that is arranged for you or your family</h2>
      <p class="govuk-body">
        Ask the social worker or the placement team of your council. If you do not know which council that is,{' '}
        <a class="govuk-link" rel="noreferrer" href="https://www.gov.uk/find-local-council">find it on
        GOV.UK</a>.
      </p>
      <h2 class="govuk-heading-m">About a scheme, as a provider</h2>
      <p class="govuk-body">
        Each scheme is led by one authority, which <a class="govuk-link" href="/schemes/">its page</a> names.
        Questions about an application or a referral are asked, and answered, where they arise: sign in
        and open it.
      </p>
      <h2 class="govuk-heading-m">About this site</h2>
      <p class="govuk-body">
        If you cannot sign in, ask the person of your organisation who added you. If something does not
        work, tell the council that you came from which page it was and what you saw. Programmers
        find <a class="govuk-link" href="/api/">the API</a> described, and the{' '}
        <a class="govuk-link" href="/licences.txt">licences of what this site is made with</a>.
      </p>
    </Prose>
  ),
};
