// inset-text.tsx - a text that stands apart.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { type Common, join } from './shared.ts';

export interface InsetTextProps extends Common<'div'> {
  id?: string;
  children: ComponentChildren;
}

export function InsetText({ id, classes, attributes, children }: InsetTextProps) {
  return <div id={id} class={join('govuk-inset-text', classes)} {...attributes}>{children}</div>;
}
