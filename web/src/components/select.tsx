// select.tsx - one of a list that opens.
// SPDX-License-Identifier: Apache-2.0
import { described, Field, type FieldOptions } from './form-group.tsx';
import { type Common, join, type Maybe } from './shared.ts';

export interface SelectItem {
  value?: string | number;
  text: string;
  selected?: boolean;
  disabled?: boolean;
  attributes?: Common<'option'>['attributes'];
}

// Items of one kind, under its name.
export interface SelectGroup {
  label: string;
  items: SelectItem[];
}

export interface SelectProps extends FieldOptions, Common<'select'> {
  items: Maybe<SelectItem | SelectGroup>[];
  value?: string | number;
  disabled?: boolean;
}

// Undefined where nobody says, so that rendering again keeps the choice made.
function isSelected(item: SelectItem, value: SelectProps['value']): boolean | undefined {
  return item.selected ?? (value === undefined ? undefined : (item.value ?? item.text) === value);
}

function Option({ item, value }: { item: SelectItem; value: SelectProps['value'] }) {
  return (
    <option value={item.value} selected={isSelected(item, value)} disabled={item.disabled} {...item.attributes}>
      {item.text}
    </option>
  );
}

export function Select(props: SelectProps) {
  const { name, id = name, items, value, errorMessage, formGroup } = props;
  const error = errorMessage && 'govuk-select--error';
  return (
    <Field {...props} id={id}>
      {formGroup?.beforeInput?.text}
      <select class={join('govuk-select', props.classes, error)} id={id} name={name}
        disabled={props.disabled} aria-describedby={described(id, props, props.describedBy)}
        {...props.attributes}>
        {items.map((item) => item && ('items' in item
          ? <optgroup label={item.label}>{item.items.map((one) => <Option item={one} value={value} />)}</optgroup>
          : <Option item={item} value={value} />))}
      </select>
      {formGroup?.afterInput?.text}
    </Field>
  );
}
