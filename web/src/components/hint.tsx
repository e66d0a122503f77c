// hint.tsx - help that belongs to a question or a field.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { type Common, join } from './shared.ts';

export interface HintProps extends Common<'div'> {
  id?: string;
  children?: ComponentChildren;
}

export function Hint({ id, classes, attributes, children }: HintProps) {
  return <div id={id} class={join('govuk-hint', classes)} {...attributes}>{children}</div>;
}
