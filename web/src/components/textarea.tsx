// textarea.tsx - text of several lines.
// SPDX-License-Identifier: Apache-2.0
import { described, Field, type FieldOptions } from './form-group.tsx';
import { type Common, join } from './shared.ts';

export interface TextareaProps extends FieldOptions, Common<'textarea'> {
  rows?: number;
  value?: string;
  spellcheck?: boolean;
  disabled?: boolean;
  autocomplete?: string;
}

export function Textarea(props: TextareaProps) {
  const { name, id = name, rows = 5, errorMessage, formGroup } = props;
  const error = errorMessage && 'govuk-textarea--error';
  return (
    <Field {...props} id={id}>
      {formGroup?.beforeInput?.text}
      <textarea class={join('govuk-textarea', error, props.classes)} id={id} name={name}
        rows={rows} spellcheck={props.spellcheck} disabled={props.disabled}
        aria-describedby={described(id, props, props.describedBy)}
        autocomplete={props.autocomplete} value={props.value} {...props.attributes} />
      {formGroup?.afterInput?.text}
    </Field>
  );
}
