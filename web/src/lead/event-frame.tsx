// event-frame.tsx - the head of every page about a scheme's events for providers.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import type { Schemas } from '#api/client.ts';
import { Breadcrumbs } from '#components/index.ts';
import { schemeAddress } from './scheme-frame.tsx';

export const eventAddress = (scheme_id: string, event = '') => schemeAddress(scheme_id, `events${event && `/${event}`}`);

export function EventFrame({ scheme, title, children }: {
  scheme: Schemas['Scheme']; title: string; children: ComponentChildren;
}) {
  return (
    <>
      <Breadcrumbs classes="no-print" items={[
        { text: 'Schemes', href: '/lead/schemes/' }, { text: scheme.name, href: schemeAddress(scheme.id) },
        { text: 'Events for providers', href: eventAddress(scheme.id) }, { text: title },
      ]} />
      <span class="govuk-caption-l">{scheme.name}</span>
      <h1 class="govuk-heading-l">{title}</h1>
      {children}
    </>
  );
}
