// region.tsx - the one region of a page that its script fills.
// SPDX-License-Identifier: Apache-2.0
import { type VNode, render } from 'preact';

import { isRefusal, Problem } from '#api/problem.ts';
import { setTitle } from './notices.tsx';

// What the address says about the page.
export interface Address {
  // Its UUIDs, in their order.
  ids: string[];
  query: URLSearchParams;
}

export const address = (): Address => ({
  ids: location.pathname.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [],
  query: new URLSearchParams(location.search),
});

// What a page is called was said for the heading that it begins with; whatever
// else it comes to show is called by its own.
let called = { heading: '', title: '' };
let built = '';

const headingOf = (region: HTMLElement): string =>
  region.querySelector('h1')?.textContent?.trim().replace(/\s+/g, ' ') ?? '';

function follow(region: HTMLElement): void {
  const heading = headingOf(region);
  called.heading ||= heading;
  setTitle(heading === called.heading || heading === '' ? called.title : `${heading} - Fairlot`);
}

// Without a title it is called as it was at build time; with null, by its heading.
export function show(what: VNode, title?: string | null): void {
  const region = document.getElementById('screen')!;
  if (!built) {
    built = document.title;
    new MutationObserver(() => follow(region)).observe(region, { childList: true, characterData: true, subtree: true });
  }
  // Preact would keep what was prerendered in place, beside its own.
  if (!region.dataset['rendered'])
    region.replaceChildren();
  region.dataset['rendered'] = 'yes';
  render(what, region);
  const heading = headingOf(region);
  called = { heading, title: title === undefined ? built : `${title ?? heading} - Fairlot` };
  follow(region);
}

interface Refusal {
  heading: string;
  text: string;
  // It may pass.
  passing: boolean;
}

function told(error: unknown): Refusal {
  if (error instanceof Problem && error.status === 404)
    return { heading: 'There is no such page', text: 'It may have ended, or it is not for you to see.', passing: false };
  if (error instanceof Problem && error.status < 429)
    return { heading: error.title, text: error.message, passing: false };
  return {
    heading: 'This did not work just now', passing: true,
    text: isRefusal(error) ? error.message
      : 'There is a fault in this page. It is ours, and nothing that you did.',
  };
}

export function showRefusal(error: unknown, again: () => void): void {
  const { heading, text, passing } = told(error);
  show(
    <>
      <h1 class="govuk-heading-l">{heading}</h1>
      <p class="govuk-body" role="alert">{text}</p>
      {passing && (
        <button type="button" class="govuk-button" data-module="govuk-button" onClick={again}>
          Try again
        </button>
      )}
    </>,
    null,
  );
  // A fault of the page stays one, for whoever mends it.
  if (!isRefusal(error))
    throw error;
}
