// category-frame.tsx - the head of every page about one category of a scheme.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import type { Schemas } from '#api/client.ts';
import { Breadcrumbs } from '#components/index.ts';
import { categoryOf } from '#market/load.ts';
import { loadScheme, schemeAddress } from './scheme-frame.tsx';

export interface OfScheme {
  scheme: Schemas['Scheme'];
  category: Schemas['Category'];
}

export async function loadCategory(scheme_id: string, category_id: string): Promise<OfScheme> {
  const [scheme, one] = await Promise.all([loadScheme(scheme_id), categoryOf(category_id)]);
  return { scheme, category: one };
}

export const categoryAddress = ({ scheme_id, id }: Schemas['Category'], page = '') =>
  schemeAddress(scheme_id, `categories/${id}${page && `/${page}`}`);

export function CategoryFrame({ of: { scheme, category }, title, children }: {
  of: OfScheme; title?: string; children: ComponentChildren;
}) {
  const above = [{ text: 'Schemes', href: '/lead/schemes/' }, { text: scheme.name, href: schemeAddress(scheme.id) }];
  return (
    <>
      <Breadcrumbs classes="no-print" items={title === undefined ? [...above, { text: category.name }]
        : [...above, { text: category.name, href: categoryAddress(category) }, { text: title }]} />
      <span class="govuk-caption-l">{title === undefined ? scheme.name : category.name}</span>
      <h1 class="govuk-heading-l">{title ?? category.name}</h1>
      {children}
    </>
  );
}
