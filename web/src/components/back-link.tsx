// back-link.tsx - to the page before, on question pages.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { type Common, join } from './shared.ts';

export interface BackLinkProps extends Common<'a'> {
  href?: string;
  children?: ComponentChildren;
}

export function BackLink({ href = '#', classes, attributes, children = 'Back' }: BackLinkProps) {
  return <a href={href} class={join('govuk-back-link', classes)} {...attributes}>{children}</a>;
}
