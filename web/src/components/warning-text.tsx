// warning-text.tsx - what follows if somebody goes on.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { type Common, join } from './shared.ts';

export interface WarningTextProps extends Common<'div'> {
  iconFallbackText?: string;
  children: ComponentChildren;
}

export function WarningText(props: WarningTextProps) {
  const { iconFallbackText = 'Warning', classes, attributes, children } = props;
  return (
    <div class={join('govuk-warning-text', classes)} {...attributes}>
      <span class="govuk-warning-text__icon" aria-hidden="true">!</span>{' '}
      <strong class="govuk-warning-text__text">
        <span class="govuk-visually-hidden">{iconFallbackText}</span>{' '}{children}
      </strong>
    </div>
  );
}
