// application-frame.tsx - the head of every page about one application.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import type { Schemas } from '#api/client.ts';
import { Breadcrumbs } from '#components/index.ts';

export const addressOf = (application_id: string, page = ''): string =>
  `/lead/applications/${application_id}/${page && `${page}/`}`;

export const entryAddress = (application_id: string, entry_id: string, page = ''): string =>
  addressOf(application_id, `entries/${entry_id}${page && `/${page}`}`);

export function ApplicationFrame({ application, entry, title, children, wide }: {
  application: Schemas['Application'];
  // Of a page about one home in one category.
  entry?: Schemas['ApplicationEntry'];
  // Of a page below.
  title?: string;
  children: ComponentChildren;
  // With tables that want all the room.
  wide?: boolean;
}) {
  const own = entry?.establishment_name ?? application.provider.name;
  const way = [
    { text: 'Applications', href: '/lead/applications/' },
    { text: application.reference, href: addressOf(application.id) },
    entry && { text: entry.establishment_name, href: entryAddress(application.id, entry.id) },
    title && { text: title },
  ].filter((step) => step !== undefined && step !== '');
  return (
    <>
      <Breadcrumbs classes="no-print" items={way.map((step, i) => (i + 1 < way.length ? step : { text: step.text }))} />
      <span class="govuk-caption-l">
        {title ? `${application.reference}, ${own}` : application.reference}
      </span>
      <h1 class="govuk-heading-l">{title ?? own}</h1>
      {wide ? children : (
        <div class="govuk-grid-row">
          <div class="govuk-grid-column-two-thirds">{children}</div>
        </div>
      )}
    </>
  );
}

// In place of a form whose time has not come or is over.
export function NotNow({ back, children }: { back: string; children: ComponentChildren }) {
  return (
    <>
      <p class="govuk-body">{children}</p>
      <p class="govuk-body"><a class="govuk-link" href={back}>Back</a></p>
    </>
  );
}
