// breadcrumbs.tsx - where this page stands in the site.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { type Common, join } from './shared.ts';

export interface Breadcrumb {
  text: ComponentChildren;
  // The page itself has none.
  href?: string;
  attributes?: Common<'a'>['attributes'];
}

export interface BreadcrumbsProps extends Common<'nav'> {
  items: Breadcrumb[];
  collapseOnMobile?: boolean;
  labelText?: string;
}

function Item({ text, href, attributes }: Breadcrumb) {
  if (!href)
    return <li class="govuk-breadcrumbs__list-item" aria-current="page">{text}</li>;
  return (
    <li class="govuk-breadcrumbs__list-item">
      <a class="govuk-breadcrumbs__link" href={href} {...attributes}>{text}</a>
    </li>
  );
}

export function Breadcrumbs(props: BreadcrumbsProps) {
  const { items, collapseOnMobile, labelText = 'Breadcrumb', classes, attributes } = props;
  const collapse = collapseOnMobile && 'govuk-breadcrumbs--collapse-on-mobile';
  return (
    <nav class={join('govuk-breadcrumbs', classes, collapse)} aria-label={labelText}
      {...attributes}>
      <ol class="govuk-breadcrumbs__list">{items.map((item) => <Item {...item} />)}</ol>
    </nav>
  );
}
