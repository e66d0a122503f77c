// How a council chooses a home, in plain words.
// SPDX-License-Identifier: Apache-2.0
import { InsetText } from '#components/index.ts';
import type { Page } from '#site/page.ts';

export const page: Page = {
  title: 'How your council chooses',
  section: 'public',
  description: 'From the first description of what somebody needs to the choice of a home.',
  body: (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <h1 class="govuk-heading-l">How your council chooses</h1>
        <h2 class="govuk-heading-m">1. What is needed is written down</h2>
        <p class="govuk-body">
          The council describes the person without a name, a date of birth or an address: what they
          need, what they hope for, and where home is, as far as the first half of a postcode.
        </p>
        <h2 class="govuk-heading-m">2. Every accredited home in reach is asked</h2>
        <p class="govuk-body">
          Nobody picks whom to ask. Each home that has been accredited for this kind of care, within
          the distance and within the ages, is invited at the same moment.
        </p>
        <h2 class="govuk-heading-m">3. Offers stay sealed</h2>
        <p class="govuk-body">
          Until the deadline no one can read an offer, or even see how many there are: no council, no
          other home, and nobody who runs this service. Each home offers once; there is no auction.
        </p>
        <h2 class="govuk-heading-m">4. Published arithmetic scores them</h2>
        <p class="govuk-body">
          Price counts for 30 to 70 points of 100. The rest is quality: how well the home meets the
          needs, what it says about outcomes, how near it is, and how it was scored when it was
          accredited. The points of each <a class="govuk-link" href="/schemes/">scheme</a> are public, with
          the reasons for them.
        </p>
        <h2 class="govuk-heading-m">5. You choose</h2>
        <p class="govuk-body">
          Where offers are close together, or where the scheme says so, the person or the family chooses
          among them, with a sheet that sets the options side by side. You may ask for a visit. You may
          say no.
        </p>
        <h2 class="govuk-heading-m">6. Everybody is told why</h2>
        <p class="govuk-body">
          Each home that made an offer gets its scores and those of the chosen one. You can ask the council
          for its reasons in writing.
        </p>
        <InsetText>
          If the council’s budget is not enough for any suitable home, it has to raise the budget. It may
          not make you pay a top-up because it offered you no home that it can pay for.
        </InsetText>
        <p class="govuk-body">
          Not content? Ask the council’s placement team first, then use its complaints procedure; the
          Local Government and Social Care Ombudsman comes after that.
        </p>
      </div>
    </div>
  ),
};
