// input.tsx - one line of text.
// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';

import { described, Field, type FieldOptions } from './form-group.tsx';
import { type Common, join, type Part } from './shared.ts';

type Affix = Part<Common<'div'>>;

export interface InputProps extends FieldOptions, Common<'input'> {
  type?: 'text' | 'email' | 'tel' | 'url' | 'search' | 'number' | 'password' | 'date' | 'time';
  inputmode?: JSX.IntrinsicElements['input']['inputmode'];
  value?: string | number;
  disabled?: boolean;
  prefix?: Affix;
  suffix?: Affix;
  autocomplete?: string;
  pattern?: string;
  spellcheck?: boolean;
  autocapitalize?: JSX.IntrinsicElements['input']['autocapitalize'];
  inputWrapper?: Common<'div'>;
}

function AffixItem({ kind, affix }: { kind: 'prefix' | 'suffix'; affix: Affix }) {
  return (
    <div class={join(`govuk-input__${kind}`, affix.classes)} aria-hidden="true"
      {...affix.attributes}>
      {affix.text}
    </div>
  );
}

export function Input(props: InputProps) {
  const { name, id = name, prefix, suffix, formGroup, inputWrapper } = props;
  const { beforeInput, afterInput } = formGroup ?? {};
  // Preact's types allow each type of input, but not one of several.
  const type = (props.type ?? 'text') as 'text';
  const input = (
    <input class={join('govuk-input', props.classes, props.errorMessage && 'govuk-input--error')}
      id={id} name={name} type={type} spellcheck={props.spellcheck}
      value={props.value} disabled={props.disabled}
      aria-describedby={described(id, props, props.describedBy)}
      autocomplete={props.autocomplete} autocapitalize={props.autocapitalize}
      pattern={props.pattern} inputmode={props.inputmode} {...props.attributes} />
  );
  return (
    <Field {...props} id={id}>
      {prefix || suffix || beforeInput || afterInput ? (
        <div class={join('govuk-input__wrapper', inputWrapper?.classes)}
          {...inputWrapper?.attributes}>
          {beforeInput?.text}
          {prefix && <AffixItem kind="prefix" affix={prefix} />}
          {input}
          {suffix && <AffixItem kind="suffix" affix={suffix} />}
          {afterInput?.text}
        </div>
      ) : input}
    </Field>
  );
}
