// event-frame.tsx - the head of every page about a scheme's events for providers.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { type Answer, answer, api, type Schemas } from '#api/client.ts';
import { Breadcrumbs } from '#components/index.ts';
import type { ProviderEvent } from '#market/events.tsx';
import { loadScheme, schemeAddress } from './scheme-frame.tsx';

export const eventsAddress = (scheme_id: string, page = '') => schemeAddress(scheme_id, `events${page && `/${page}`}`);

export const eventAddress = ({ id }: { id: string }, page = '') => `/lead/schemes/events/${id}/${page && `${page}/`}`;

export interface OfEvent {
  scheme: Schemas['Scheme'];
  event: Answer<ProviderEvent>;
}

export async function loadOfEvent(provider_event_id: string): Promise<OfEvent> {
  const event = await answer(api.GET('/v1/provider-events/{provider_event_id}', { params: { path: { provider_event_id } } }));
  return { scheme: await loadScheme(event.data.scheme_id), event };
}

export function EventFrame({ scheme, event, title, children }: {
  scheme: Schemas['Scheme'];
  // That the page is about, unless it is the page.
  event?: ProviderEvent;
  title: string;
  children: ComponentChildren;
}) {
  return (
    <>
      <Breadcrumbs classes="no-print" items={[
        { text: 'Schemes', href: '/lead/schemes/' }, { text: scheme.name, href: schemeAddress(scheme.id) },
        { text: 'Events for providers', href: eventsAddress(scheme.id) },
        ...event === undefined ? [] : [{ text: event.name, href: eventAddress(event) }],
        { text: title },
      ]} />
      <span class="govuk-caption-l">{event?.name ?? scheme.name}</span>
      <h1 class="govuk-heading-l">{title}</h1>
      {children}
    </>
  );
}
