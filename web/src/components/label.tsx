// label.tsx - the name of a field, which can be the heading of the page too.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { type Common, join } from './shared.ts';

export interface LabelProps extends Common<'label'> {
  for?: string;
  isPageHeading?: boolean;
  children?: ComponentChildren;
}

export function Label({ for: field, isPageHeading, classes, attributes, children }: LabelProps) {
  if (!children)
    return null;
  const label = (
    <label class={join('govuk-label', classes)} for={field} {...attributes}>{children}</label>
  );
  return isPageHeading ? <h1 class="govuk-label-wrapper">{label}</h1> : label;
}
