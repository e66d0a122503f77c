// error-message.tsx - what is wrong with one field.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { type Common, join } from './shared.ts';

export interface ErrorMessageProps extends Common<'p'> {
  id?: string;
  // Said before the message; '' says nothing.
  visuallyHiddenText?: string;
  children?: ComponentChildren;
}

export function ErrorMessage(props: ErrorMessageProps) {
  const { id, visuallyHiddenText = 'Error', classes, attributes, children } = props;
  return (
    <p id={id} class={join('govuk-error-message', classes)} {...attributes}>
      {visuallyHiddenText
        && <><span class="govuk-visually-hidden">{visuallyHiddenText}:</span>{' '}</>}
      {children}
    </p>
  );
}
