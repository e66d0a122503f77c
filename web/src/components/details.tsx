// details.tsx - more, for those who ask.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { type Common, join } from './shared.ts';

export interface DetailsProps extends Common<'details'> {
  summaryText: ComponentChildren;
  id?: string;
  open?: boolean;
  children: ComponentChildren;
}

export function Details({ summaryText, id, open, classes, attributes, children }: DetailsProps) {
  return (
    <details id={id} class={join('govuk-details', classes)} open={open} {...attributes}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{summaryText}</span>
      </summary>
      <div class="govuk-details__text">{children}</div>
    </details>
  );
}
