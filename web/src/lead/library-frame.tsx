// library-frame.tsx - the head of a page below the library of a scheme.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import type { Schemas } from '#api/client.ts';
import { Breadcrumbs } from '#components/index.ts';
import { schemeAddress } from './scheme-frame.tsx';

export function LibraryFrame({ scheme, title, children }: {
  scheme: Schemas['Scheme']; title: string; children: ComponentChildren;
}) {
  return (
    <>
      <Breadcrumbs classes="no-print"
        items={[
          { text: 'Schemes', href: '/lead/schemes/' },
          { text: scheme.name, href: schemeAddress(scheme.id) },
          { text: 'Library of questions', href: schemeAddress(scheme.id, 'library') },
          { text: title },
        ]} />
      <span class="govuk-caption-l">{scheme.name}</span>
      <h1 class="govuk-heading-l">{title}</h1>
      {children}
    </>
  );
}
