// What becomes of what people tell this site.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';
import { Prose } from '#site/prose.tsx';

export const page: Page = {
  title: 'Privacy',
  section: 'public',
  description: 'What this site knows about you, why, and who may see it.',
  body: (
    <Prose heading="Privacy">
      <p class="govuk-body">
        The council that runs this site is responsible for what is done with personal data here. Its own
        privacy notice says how long it keeps what, on which lawful basis, and who its data protection
        officer is; <a class="govuk-link" href="/contact/">ask it</a> if you cannot find it.
      </p>
      <h2 class="govuk-heading-m">If you only look</h2>
      <p class="govuk-body">
        You need no account. The web server writes down your computer’s address, which page you asked for
        and when, so that attacks can be dealt with. It does not write down what you searched for: a
        postcode that you type in stays out of its log. Nothing is stored on your device, nobody
        follows you from page to page, and no other company is told.
      </p>
      <h2 class="govuk-heading-m">If you write to a home</h2>
      <p class="govuk-body">
        Your name, how to reach you and your question are stored encrypted. Nobody is shown them until
        you have opened the link that we e-mail to you and confirmed; after that the home’s provider, the
        authorities that list the home and their auditors can read them, and each time one does is written down. What was
        never confirmed is deleted within two days; what was sent, after twelve months, unless the council
        that runs this site has set another time.
      </p>
      <h2 class="govuk-heading-m">If you sign in for your work</h2>
      <p class="govuk-body">
        The site knows your name, your e-mail address at work, your organisation and your role. What you
        do is kept in a log that cannot be changed, and so is what you read about a person who
        needs care. Auditors can see both.
      </p>
      <h2 class="govuk-heading-m">If a council looks for care for you</h2>
      <p class="govuk-body">
        What homes are shown at first has no name, no date of birth and no address in it: it says what you
        need, what you hope for, and the first half of a postcode. Only the home that has been
        chosen learns who you are. Texts about you are stored encrypted, and each time somebody reads
        them, that is written down. You can ask the council who has read them.
      </p>
      <h2 class="govuk-heading-m">Your rights</h2>
      <p class="govuk-body">
        You can ask the council for what it holds about you, for mistakes to be put right, and for what is
        no longer needed to be deleted. You can object. If you are not content with its answer, complain
        to the <a class="govuk-link" rel="noreferrer" href="https://ico.org.uk/make-a-complaint/">Information
        Commissioner’s Office</a>.
      </p>
      <p class="govuk-body">
        See also <a class="govuk-link" href="/cookies/">what is stored on your device</a>.
      </p>
    </Prose>
  ),
};
