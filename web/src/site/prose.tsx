// prose.tsx - a page of plain text, as wide as is read with ease.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

export function Prose({ heading, children }: { heading: string; children: ComponentChildren }) {
  return (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <h1 class="govuk-heading-l">{heading}</h1>
        {children}
      </div>
    </div>
  );
}
