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
        <p class="govuk-body-l">When the council pays for a place in a home, or for part of it, this is what happens.</p>
        <h2 class="govuk-heading-m">1. The council writes down what is needed</h2>
        <p class="govuk-body">
          It says what the person needs and hopes for, and roughly where they live. It leaves out the name, the date of
          birth and the address. Homes see only the first half of the postcode.
        </p>
        <h2 class="govuk-heading-m">2. It asks all the homes it has checked</h2>
        <p class="govuk-body">
          A home that a council has checked is called ‘accredited’. Every accredited home that gives this kind of care
          and is near enough is asked, all at the same time. The council does not pick whom it asks.
        </p>
        <h2 class="govuk-heading-m">3. Homes answer in secret</h2>
        <p class="govuk-body">
          Each home that has a place can send in an offer, with a price, by a certain time. Until then nobody can read
          it: not the council, not the other homes, and not the people who run this website.
        </p>
        <h2 class="govuk-heading-m">4. Each offer gets points</h2>
        <p class="govuk-body">An offer can get up to 100 points. The rules are public and were made before anybody was asked.</p>
        <ul class="govuk-list govuk-list--bullet">
          <li>Between 30 and 70 of the points are for the price.</li>
          <li>
            The rest are for how well the home can do what is needed, what it writes about that, how near it is, and how
            good its answers were when the council checked it.
          </li>
        </ul>
        <p class="govuk-body">
          Points help to compare offers fairly. They do not say that a home is right for one person, or that you will
          like it there. You can <a class="govuk-link" href="/schemes/">see how many points there are for what</a>.
        </p>
        <h2 class="govuk-heading-m">5. You can have a say</h2>
        <p class="govuk-body">
          Often the person or the family can choose between several homes. Then the council gives you a sheet with what
          each home offers. You can ask to visit. You do not have to choose: if you do not, the council takes the home
          with the most points.
        </p>
        <h2 class="govuk-heading-m">6. Everybody is told why</h2>
        <p class="govuk-body">
          Each home that made an offer is told its points and those of the home that was chosen. You can ask the council
          for its reasons in writing.
        </p>
        <InsetText>
          <p class="govuk-body">
            <strong>Must your family pay extra?</strong> Not because the council has too little money. If no suitable
            home costs as little as the council wanted to pay, the council has to pay more. Somebody pays extra only if
            you choose a home that costs more although the council could pay for another suitable one.
          </p>
        </InsetText>
        <h2 class="govuk-heading-m">If you pay for yourself</h2>
        <p class="govuk-body">
          You need no council to choose for you. <a class="govuk-link" href="/find/">Find a home</a> near you and write
          to it. The home tells you what it costs you; that may be more than it costs a council.
        </p>
        <h2 class="govuk-heading-m">If you are not happy</h2>
        <p class="govuk-body">
          Talk to the council’s placement team first. Then you can make a complaint to the council. If that does not
          help, go to the Local Government and Social Care Ombudsman. It is independent and costs nothing.
        </p>
      </div>
    </div>
  ),
};
