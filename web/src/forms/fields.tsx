// fields.tsx - GOV.UK's form fields, bound to a form by name.
// SPDX-License-Identifier: Apache-2.0
//
// A field's value at the beginning is `value`; from then on the page keeps it,
// through refusals too. Read it with Values.
import type { ComponentChildren } from 'preact';

import {
  Button, CharacterCount, Checkboxes, DateInput, Input, Radios, Select,
} from '#components/index.ts';
import { londonTime } from '#site/words.ts';
import type { FormState } from './form.tsx';

interface Field {
  form: FormState;
  name: string;
  label: string;
  hint?: string;
  value?: string | number | null;
}

const shared = ({ form, name, label, hint }: Field, labelClasses?: string) => ({
  id: name,
  name,
  label: { text: label, classes: labelClasses },
  hint: hint === undefined ? undefined : { text: hint },
  errorMessage: form.error(name),
});

const asText = (value: Field['value']) => (value === null || value === undefined ? '' : String(value));

export function TextField(props: Field & {
  type?: 'text' | 'email' | 'tel' | 'url';
  // Characters that fit: 2, 3, 4, 5, 10, 20 or 30.
  width?: number;
  autocomplete?: string;
}) {
  return (
    <Input {...shared(props)} type={props.type} attributes={{ defaultValue: asText(props.value) }}
      autocomplete={props.autocomplete}
      classes={props.width ? `govuk-input--width-${props.width}` : undefined} />
  );
}

export function NumberField(props: Field & { width?: number; suffix?: string }) {
  return (
    <Input {...shared(props)} attributes={{ defaultValue: asText(props.value) }} inputmode="decimal" spellcheck={false}
      suffix={props.suffix ? { text: props.suffix } : undefined}
      classes={`govuk-input--width-${props.width ?? 5}`} />
  );
}

// `value` in pence, as the API has it; read it with values.pence(name).
export function MoneyField(props: Field) {
  const pence = props.value;
  const pounds = typeof pence === 'number' ? (pence / 100).toFixed(2).replace(/\.00$/, '') : '';
  return (
    <Input {...shared(props)} attributes={{ defaultValue: pounds }} inputmode="decimal" spellcheck={false}
      prefix={{ text: '£' }} classes="govuk-input--width-10" />
  );
}

// `value` like 2027-04-01; read it with values.date(name).
export function DateField(props: Field) {
  const [year, month, day] = asText(props.value).split('-');
  const part = (name: string, value: string | undefined, width: number) => ({
    name, attributes: { defaultValue: value?.replace(/^0/, '') }, classes: `govuk-input--width-${width}`,
  });
  return (
    <DateInput id={props.name} namePrefix={props.name}
      fieldset={{ legend: { text: props.label, classes: 'govuk-fieldset__legend--s' } }}
      hint={{ text: props.hint ?? 'For example, 27 3 2027' }}
      errorMessage={props.form.error(props.name)}
      items={[part('day', day, 2), part('month', month, 2), part('year', year, 4)]} />
  );
}

// `value` a time of the API; read it with values.instant(name).
export function InstantField(props: Field) {
  const { date, clock } = props.value ? londonTime(String(props.value)) : { date: null, clock: '' };
  return (
    <>
      <DateField {...props} value={date} />
      <Input id={`${props.name}-time`} name={`${props.name}-time`} classes="govuk-input--width-5"
        label={{ text: 'Time of that day' }} hint={{ text: 'For example, 5pm or 17:00, in London' }}
        attributes={{ defaultValue: clock }} />
    </>
  );
}

export function ProseField(props: Field & { most?: number; rows?: number }) {
  return (
    <CharacterCount {...shared(props)} attributes={{ defaultValue: asText(props.value) }}
      maxlength={props.most ?? 4000} rows={props.rows} />
  );
}

export interface Choice {
  value: string;
  text: string;
  hint?: string;
}

// "By e-mail" for `email`, and so on.
export const choicesOf = (words: Record<string, string>): Choice[] =>
  Object.entries(words).map(([value, text]) => ({ value, text }));

const withHint = ({ value, text, hint }: Choice) => ({
  value, text, hint: hint === undefined ? undefined : { text: hint },
});

// One of a few.
export function ChoiceField(props: Field & { choices: Choice[]; inline?: boolean; small?: boolean }) {
  return (
    <Radios idPrefix={props.name} name={props.name}
      fieldset={{ legend: { text: props.label, classes: 'govuk-fieldset__legend--s' } }}
      hint={props.hint === undefined ? undefined : { text: props.hint }}
      errorMessage={props.form.error(props.name)}
      classes={props.inline ? 'govuk-radios--inline' : props.small ? 'govuk-radios--small' : undefined}
      items={props.choices.map((choice) =>
        ({ ...withHint(choice), attributes: { defaultChecked: choice.value === props.value } }))} />
  );
}

// One of many.
export function SelectField(props: Field & { choices: Choice[] }) {
  return (
    <Select {...shared(props)} value={asText(props.value)} items={props.choices} />
  );
}

// Any of several; read them with values.all(name).
export function CheckField(props: Omit<Field, 'value'> & { choices: Choice[]; values?: string[] }) {
  return (
    <Checkboxes idPrefix={props.name} name={props.name}
      fieldset={{ legend: { text: props.label, classes: 'govuk-fieldset__legend--s' } }}
      hint={props.hint === undefined ? undefined : { text: props.hint }}
      errorMessage={props.form.error(props.name)}
      items={props.choices.map((choice) =>
        ({ ...withHint(choice), attributes: { defaultChecked: props.values?.includes(choice.value) } }))} />
  );
}

// A single "I agree"; read it with values.checked(name).
export function AgreeField({ form, name, label, children }: {
  form: FormState; name: string; label: string; children?: ComponentChildren;
}) {
  return (
    <>
      {children}
      <Checkboxes idPrefix={name} name={name} errorMessage={form.error(name)}
        items={[{ value: 'yes', text: label }]} />
    </>
  );
}

export function SendButton({ form, text, secondary, warning, name, value }: {
  form: FormState; text: string; secondary?: boolean; warning?: boolean;
  name?: string; value?: string;
}) {
  const look = warning ? 'govuk-button--warning' : secondary ? 'govuk-button--secondary' : undefined;
  return (
    <Button name={name} value={value} classes={look} preventDoubleClick
      attributes={{ 'aria-disabled': form.busy ? 'true' : undefined }}>
      {text}
    </Button>
  );
}
