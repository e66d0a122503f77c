// date-input.tsx - a date that somebody knows, in three fields.
// SPDX-License-Identifier: Apache-2.0
import { Question, type QuestionOptions } from './form-group.tsx';
import { Input, type InputProps } from './input.tsx';
import { type Common, join, type Maybe } from './shared.ts';

const PARTS = ['day', 'month', 'year'] as const;

export interface DatePart extends Common<'input'> {
  id?: string;
  name?: string;
  label?: string;
  value?: string | number;
  // Which of them is wrong; an errorMessage alone marks all three.
  error?: boolean;
  inputmode?: InputProps['inputmode'];
  autocomplete?: string;
  pattern?: string;
}

export interface DateInputProps extends QuestionOptions, Common<'div'> {
  id: string;
  // Put before each name, with a hyphen.
  namePrefix?: string;
  // False leaves one out: a month and a year are a date too.
  day?: DatePart | false;
  month?: DatePart | false;
  year?: DatePart | false;
  // Fields of the caller's own instead of the three.
  items?: Maybe<DatePart & { name: string }>[];
  // By the full name of each field, as a form sends them.
  values?: Record<string, string | number | undefined>;
}

const ERROR = 'govuk-input--error';

function isWrong(item: DatePart): boolean {
  return item.error || Boolean(item.classes?.includes(ERROR));
}

function look(item: DatePart, width: number, wrong: boolean): string | undefined {
  return join('govuk-date-input__input',
    wrong && !item.classes?.includes(ERROR) && ERROR,
    !item.classes?.includes('govuk-input--width-') && `govuk-input--width-${width}`,
    item.classes);
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}

export function DateInput(props: DateInputProps) {
  const { id, namePrefix, values, errorMessage, formGroup } = props;
  const fields = props.items?.length ? props.items
    : PARTS.map((name) => props[name] !== false && { name, ...props[name] });
  const someWrong = fields.some((item) => item && isWrong(item));

  function field(item: DatePart & { name: string }) {
    const part = PARTS.find((known) =>
      item.name === known || (props[known] && item.name === props[known].name));
    const name = namePrefix ? `${namePrefix}-${item.name}` : item.name;
    const standard = part && props[part] ? props[part].value : undefined;
    const wrong = isWrong(item)
      || Boolean(errorMessage && !someWrong && item.error !== false);
    return (
      <div class="govuk-date-input__item">
        <Input id={item.id ?? `${id}-${item.name}`} name={name}
          label={{ text: item.label ?? capitalised(item.name), classes: 'govuk-date-input__label' }}
          classes={look(item, part === 'year' ? 4 : 2, wrong)}
          value={item.value ?? standard ?? values?.[name]}
          inputmode={item.inputmode ?? 'numeric'} autocomplete={item.autocomplete}
          pattern={item.pattern} attributes={item.attributes} />
      </div>
    );
  }

  return (
    <Question {...props} role="group">
      <div class={join('govuk-date-input', props.classes)} id={id} {...props.attributes}>
        {formGroup?.beforeInputs?.text}
        {fields.map((item) => item && field(item))}
        {formGroup?.afterInputs?.text}
      </div>
    </Question>
  );
}
