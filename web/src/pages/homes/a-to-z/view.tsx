// Accredited homes from A to Z: works without JavaScript.
// SPDX-License-Identifier: Apache-2.0
import { Live } from '#site/live.tsx';
import type { Page } from '#site/page.ts';

const letters = [...'abcdefghijklmnopqrstuvwxyz'];

const words = (letter: string) => (letter === 'other' ? 'a figure or sign' : letter.toUpperCase());

function Letter({ letter, current }: { letter: string; current: string }) {
  const text = letter === 'all' ? 'All' : letter === 'other' ? '0–9' : letter.toUpperCase();
  return (
    <li>
      <a class="govuk-link govuk-link--no-visited-state"
        href={letter === 'all' ? '/homes/a-to-z/' : `/homes/a-to-z/${letter}/`}
        aria-current={letter === current ? 'page' : undefined}>
        {text}
      </a>
    </li>
  );
}

function AToZ({ current, heading }: { current: string; heading: string }) {
  return (
    <>
      <h1 class="govuk-heading-l">{heading}</h1>
      <p class="govuk-body">
        Every home here has been assessed by a council. To find those near a place,{' '}
        <a class="govuk-link" href="/find/">search by postcode</a>.
      </p>
      <nav aria-label="Letters">
        <ul class="govuk-list letters">
          {['all', ...letters, 'other'].map((letter) => <Letter letter={letter} current={current} />)}
        </ul>
      </nav>
      <Live from={`/fragments/a-to-z/${current}?page=$arg_page`}>
        <p class="govuk-body">
          The list cannot be shown just now. It is kept up to date to the minute, so there is no
          older one to show instead. Please try again in a few minutes.
        </p>
      </Live>
    </>
  );
}

const title = 'Accredited homes, A to Z';

export const page: Page = {
  title,
  section: 'public',
  description: 'All homes that councils have accredited, by name.',
  body: <AToZ current="all" heading={title} />,
};

export const pages: Record<string, Page> = Object.fromEntries([...letters, 'other'].map((letter) => {
  const heading = `Accredited homes that begin with ${words(letter)}`;
  return [letter, { title: heading, section: 'public', body: <AToZ current={letter} heading={heading} /> }];
}));
