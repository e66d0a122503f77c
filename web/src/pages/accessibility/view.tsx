// How far everybody can use this site, and what is not known.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';
import { Prose } from '#site/prose.tsx';

export const page: Page = {
  title: 'Accessibility statement',
  section: 'public',
  description: 'How accessible this site is, how that was tested, and what was not.',
  body: (
    <Prose heading="Accessibility statement">
      <p class="govuk-body">
        We want as many people as possible to be able to use this site. You should be able to
      </p>
      <ul class="govuk-list govuk-list--bullet">
        <li>zoom in up to 400% without anything running off the screen</li>
        <li>use all of it with a keyboard alone</li>
        <li>use it with a screen reader</li>
        <li>change colours, contrast and fonts in your browser</li>
        <li>read the list of accredited homes without JavaScript</li>
      </ul>
      <h2 class="govuk-heading-m">How accessible it is</h2>
      <p class="govuk-body">
        We aim at the Web Content Accessibility Guidelines 2.2, level AA. We do not yet claim to meet
        them in full, because nobody independent has tested it.
      </p>
      <h2 class="govuk-heading-m">How it is tested</h2>
      <p class="govuk-body">Each time that the software is tested, a browser visits the pages and checks</p>
      <ul class="govuk-list govuk-list--bullet">
        <li>the rules of axe-core for levels A and AA, in each state that a page is brought into</li>
        <li>that nothing scrolls sideways at a width of 320 pixels</li>
        <li>that controls are at least 24 by 24 pixels</li>
        <li>the main tasks with a keyboard alone</li>
      </ul>
      <h2 class="govuk-heading-m">What has not been tested</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>screen readers, speech recognition and screen magnifiers, with people who use them</li>
        <li>browsers other than Chromium, and the browsers of telephones</li>
        <li>documents that providers and councils upload</li>
        <li>whether every text is easy enough to read</li>
      </ul>
      <p class="govuk-body">
        An automatic test finds only some of the problems that people meet. We expect that there are
        some that we do not know of.
      </p>
      <h2 class="govuk-heading-m">The map</h2>
      <p class="govuk-body">
        The map of <a class="govuk-link" href="/find/">Find a home</a> is a drawing. All that it shows
        stands in the list beside it, in the same order and with the same numbers.
      </p>
      <h2 class="govuk-heading-m">If something does not work for you</h2>
      <p class="govuk-body">
        <a class="govuk-link" href="/contact/">Tell the council</a> that you came from: which page it
        was, what you wanted to do, and what you use. Ask for what you need in another form, such as
        large print, easy read, or read out to you.
      </p>
      <h2 class="govuk-heading-m">If you are not content with the answer</h2>
      <p class="govuk-body">
        The Equality and Human Rights Commission enforces the Public Sector Bodies (Websites and Mobile
        Applications) (No. 2) Accessibility Regulations 2018. Contact the{' '}
        <a class="govuk-link" rel="noreferrer" href="https://www.equalityadvisoryservice.com/">Equality
        Advisory and Support Service</a>; in Northern Ireland, the{' '}
        <a class="govuk-link" rel="noreferrer" href="https://www.equalityni.org/">Equality Commission
        for Northern Ireland</a>.
      </p>
    </Prose>
  ),
};
