// form-group.tsx - a field or a question, with its label, hint and error.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { ErrorMessage, type ErrorMessageProps } from './error-message.tsx';
import { Fieldset, type FieldsetProps } from './fieldset.tsx';
import { Hint, type HintProps } from './hint.tsx';
import { Label, type LabelProps } from './label.tsx';
import { type Common, join, type Part } from './shared.ts';

interface Messages {
  hint?: Omit<Part<HintProps>, 'id'>;
  errorMessage?: Omit<Part<ErrorMessageProps>, 'id'>;
}

type Group<Slot extends string> = Common<'div'>
  & { [slot in Slot]?: { text: ComponentChildren } };

// What a field of one control takes. The id is the name where none is given.
export interface FieldOptions extends Messages {
  id?: string;
  name: string;
  describedBy?: string;
  label: Omit<Part<LabelProps>, 'for'>;
  formGroup?: Group<'beforeInput' | 'afterInput'>;
}

// What a question of several controls takes.
export interface QuestionOptions extends Messages {
  fieldset?: Omit<FieldsetProps, 'role' | 'children'>;
  formGroup?: Group<'beforeInputs' | 'afterInputs'>;
}

// The value of aria-describedby.
export function described(
  id: string, { hint, errorMessage }: Messages, describedBy?: string,
): string | undefined {
  return join(describedBy, hint && `${id}-hint`, errorMessage && `${id}-error`);
}

function Messages({ id, hint, errorMessage }: Messages & { id: string }) {
  return (
    <>
      {hint && <Hint {...hint} id={`${id}-hint`}>{hint.text}</Hint>}
      {errorMessage
        && <ErrorMessage {...errorMessage} id={`${id}-error`}>{errorMessage.text}</ErrorMessage>}
    </>
  );
}

interface FormGroupProps extends Messages {
  formGroup?: Common<'div'>;
  children: ComponentChildren;
}

function FormGroup({ formGroup, errorMessage, children }: FormGroupProps) {
  const error = errorMessage && 'govuk-form-group--error';
  return (
    <div class={join('govuk-form-group', error, formGroup?.classes)} {...formGroup?.attributes}>
      {children}
    </div>
  );
}

type FieldProps = FieldOptions & { id: string; children: ComponentChildren };

export function Field({ id, label, children, ...group }: FieldProps) {
  return (
    <FormGroup {...group}>
      <Label {...label} for={id}>{label.text}</Label>
      <Messages {...group} id={id} />
      {children}
    </FormGroup>
  );
}

type QuestionProps = QuestionOptions
  & { id: string; role?: 'group'; children: ComponentChildren };

export function Question({ id, role, fieldset, children, ...group }: QuestionProps) {
  const content = <><Messages {...group} id={id} />{children}</>;
  const describedBy = described(id, group, fieldset?.describedBy);
  return (
    <FormGroup {...group}>
      {fieldset ? (
        <Fieldset {...fieldset} role={role} describedBy={describedBy}>{content}</Fieldset>
      ) : content}
    </FormGroup>
  );
}
