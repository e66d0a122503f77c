// live.tsx - a place in a static page that nginx fills at each visit.
// SPDX-License-Identifier: Apache-2.0
//
// What stands there comes from the service as HTML, for people whose browser
// runs no script; the children are shown while the service does not answer.
import type { ComponentChildren } from 'preact';

// `from` is a location of nginx that is internal: see fragment.conf. It may hold
// nginx's variables.
export function Live({ from, children }: { from: string; children: ComponentChildren }) {
  return <div data-live={from}>{children}</div>;
}

// nginx's commands are comments, which Preact does not write. The children must
// not hold a <div>.
export function withLiveParts(html: string): string {
  return html.replace(/<div data-live="([^"]+)">(.*?)<\/div>/gs, (_, from, children) =>
    `<div><!--# block name="away" -->${children}<!--# endblock -->`
    + `<!--# include virtual="${from}" stub="away" --></div>`);
}
