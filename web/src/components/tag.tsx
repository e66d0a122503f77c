// tag.tsx - a status, in a word.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { type Common, join } from './shared.ts';

export interface TagProps extends Common<'strong'> {
  children: ComponentChildren;
}

export function Tag({ classes, attributes, children }: TagProps) {
  return <strong class={join('govuk-tag', classes)} {...attributes}>{children}</strong>;
}
