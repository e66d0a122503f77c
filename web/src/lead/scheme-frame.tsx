// scheme-frame.tsx - the head of every page about one scheme of the authority.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { api, body, type Schemas } from '#api/client.ts';
import { Breadcrumbs } from '#components/index.ts';

export const loadScheme = (scheme_id: string) =>
  body(api.GET('/v1/schemes/{scheme_id}', { params: { path: { scheme_id } } }));

export const schemeAddress = (scheme_id: string, page = '') => `/lead/schemes/${scheme_id}/${page && `${page}/`}`;

interface Below {
  page: string;
  text: string;
}

// `under`: the pages of the scheme that lead to this one.
export function SchemeFrame({ scheme, title, under = [], children }: {
  scheme: Schemas['Scheme']; title?: string; under?: Below[]; children: ComponentChildren;
}) {
  const above = [{ text: 'Schemes', href: '/lead/schemes/' }];
  const between = under.map(({ page, text }) => ({ text, href: schemeAddress(scheme.id, page) }));
  return (
    <>
      <Breadcrumbs classes="no-print" items={title === undefined ? [...above, { text: scheme.name }]
        : [...above, { text: scheme.name, href: schemeAddress(scheme.id) }, ...between, { text: title }]} />
      <span class="govuk-caption-l">{title === undefined ? scheme.reference : scheme.name}</span>
      <h1 class="govuk-heading-l">{title ?? scheme.name}</h1>
      {children}
    </>
  );
}
