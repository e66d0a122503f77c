// How a council puts the search into a page of its own.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';
import { Prose } from '#site/prose.tsx';

const line = '<iframe src="https://care.example.gov.uk/embed/find/"\n'
  + '        title="Find an accredited home" width="100%" height="900"></iframe>';

export const page: Page = {
  title: 'The search on your own website',
  section: 'public',
  description: 'One line of HTML puts the search for accredited homes into a page of yours.',
  body: (
    <Prose heading="The search on your own website">
      <p class="govuk-body">
        Any website may show the search for accredited homes in a frame. Put this where it is to stand,
        with the address of this site:
      </p>
      {/* Scrolls by itself, and with the keyboard, too. */}
      <pre class="code" tabIndex={0}><code>{line}</code></pre>
      <ul class="govuk-list govuk-list--bullet">
        <li>To begin with a place, add it to the address: <code>/embed/find/?near=OX1+4PR&amp;radius_miles=10</code></li>
        <li>To show one kind of care alone, add its code: <code>?category=older-people</code></li>
        <li>The title tells people who cannot see the page what the frame holds. Keep it.</li>
        <li>Homes open in the whole window, on this site.</li>
        <li>Nothing is stored on the visitor’s device, and your website learns nothing of the search.</li>
      </ul>
      <p class="govuk-body">
        <a class="govuk-link" href="/embed/find/">See it by itself</a>. To build something of your own, use the{' '}
        <a class="govuk-link" href="/api/directory/">directory’s API</a>.
      </p>
    </Prose>
  ),
};
