// fieldset.tsx - fields that answer one question, and the question.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { type Common, join } from './shared.ts';

export interface Legend {
  text: ComponentChildren;
  classes?: string;
  isPageHeading?: boolean;
}

export interface FieldsetProps extends Common<'fieldset'> {
  describedBy?: string;
  legend?: Legend;
  role?: 'group';
  children?: ComponentChildren;
}

export function Fieldset(props: FieldsetProps) {
  const { describedBy, legend, role, classes, attributes, children } = props;
  return (
    <fieldset class={join('govuk-fieldset', classes)} role={role} aria-describedby={describedBy}
      {...attributes}>
      {legend?.text && (
        <legend class={join('govuk-fieldset__legend', legend.classes)}>
          {legend.isPageHeading
            ? <h1 class="govuk-fieldset__heading">{legend.text}</h1> : legend.text}
        </legend>
      )}
      {children}
    </fieldset>
  );
}
