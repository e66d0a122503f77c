// skip-link.tsx - past the header, for those who use a keyboard.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { type Common, join } from './shared.ts';

export interface SkipLinkProps extends Common<'a'> {
  href?: string;
  children: ComponentChildren;
}

export function SkipLink({ href = '#content', classes, attributes, children }: SkipLinkProps) {
  return (
    <a href={href} class={join('govuk-skip-link', classes)} data-module="govuk-skip-link"
      {...attributes}>
      {children}
    </a>
  );
}
