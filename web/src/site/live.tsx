// live.tsx - a place in a static page that nginx fills at each visit.
// SPDX-License-Identifier: Apache-2.0
//
// What stands there comes from the service as HTML, for people whose browser
// runs no script.
import type { ComponentChildren } from 'preact';

// The children are shown while the service does not answer. `from` is a location
// of nginx that is internal: see fragment.conf. It may hold nginx's variables.
export function Live({ from, children }: { from: string; children: ComponentChildren }) {
  return <div data-live={from}>{children}</div>;
}

// Where a page is about one thing that may have gone, its head asks for it
// (Page.about): without an answer no search engine is to keep the page.
export function About({ from }: { from: string }) {
  return <meta name="robots" content="noindex" data-about={from} />;
}

// The answer, and beneath it what is true only of what is there; `away` instead
// of both while there is none.
export function Answer({ away, children }: { away: ComponentChildren; children: ComponentChildren }) {
  return (
    <>
      <div data-answer="away">{away}</div>
      <div data-answer="there">{children}</div>
    </>
  );
}

const pieces: [what: RegExp, command: string][] = [
  [/<div data-live="([^"]+)">(.*?)<\/div>/gs,
    '<div><!--# block name="away" -->$2<!--# endblock --><!--# include virtual="$1" stub="away" --></div>'],
  [/<meta([^>]*) data-about="([^"]+)"\/>/g,
    '<!--# include virtual="$2" set="answer" --><!--# if expr="$answer" --><!--# else --><meta$1/><!--# endif -->'],
  [/<div data-answer="away">(.*?)<\/div><div data-answer="there">(.*?)<\/div>/gs,
    '<div><!--# if expr="$answer" --><!--# echo var="answer" encoding="none" -->$2<!--# else -->$1<!--# endif --></div>'],
];

// nginx's commands are comments, which Preact does not write. The children must
// not hold a <div>.
export const withLiveParts = (html: string): string =>
  pieces.reduce((filled, [what, command]) => filled.replace(what, command), html);
