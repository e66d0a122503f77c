// The start page.
// SPDX-License-Identifier: Apache-2.0
import { Button } from '#components/index.ts';
import type { Page } from '#site/page.ts';

export const page: Page = {
  title: 'Care homes and schools that councils have accredited',
  section: 'public',
  description: 'Find accredited care near you, see how councils choose it, and join as a provider.',
  body: (
    <>
      <h1 class="govuk-heading-xl">Care homes and schools that councils have accredited</h1>
      <p class="govuk-body-l">
        A council has checked every home on this list. You can use the list whether the council pays or you pay
        yourself.
      </p>
      <Button href="/find/" isStartButton>Find a home</Button>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-one-third">
          <h2 class="govuk-heading-m">For you and your family</h2>
          <ul class="govuk-list">
            <li><a class="govuk-link" href="/homes/a-to-z/">Accredited homes, A to Z</a></li>
            <li><a class="govuk-link" href="/how-councils-choose/">How your council chooses</a></li>
          </ul>
        </div>
        <div class="govuk-grid-column-one-third">
          <h2 class="govuk-heading-m">For providers</h2>
          <ul class="govuk-list">
            <li><a class="govuk-link" href="/schemes/">Schemes you can join</a></li>
            <li><a class="govuk-link" href="/register/">Register your organisation</a></li>
            <li><a class="govuk-link" href="/sign-in/">Sign in</a></li>
          </ul>
        </div>
        <div class="govuk-grid-column-one-third">
          <h2 class="govuk-heading-m">For the public record</h2>
          <ul class="govuk-list">
            <li><a class="govuk-link" href="/schemes/">What is scored, and why</a></li>
            <li><a class="govuk-link" href="/awards/">Published awards</a></li>
            <li><a class="govuk-link" href="/notices/">Published notices</a></li>
            <li><a class="govuk-link" href="/api/">The API, for programmers</a></li>
          </ul>
        </div>
      </div>
    </>
  ),
};
