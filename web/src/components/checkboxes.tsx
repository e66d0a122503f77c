// checkboxes.tsx - any of a few.
// SPDX-License-Identifier: Apache-2.0
import { type Choice, Choices, type ChoicesOptions } from './choices.tsx';
import { described } from './form-group.tsx';

// One whose behaviour is exclusive unchecks the others: 'None of these'.
export type Checkbox = Omit<Choice, 'behaviour'> & { behaviour?: 'exclusive' };

export interface CheckboxesProps extends ChoicesOptions<Checkbox> {
  describedBy?: string;
  values?: (string | number)[];
}

export function Checkboxes({ values, describedBy, fieldset, ...rest }: CheckboxesProps) {
  return (
    <Choices {...rest} kind="checkboxes"
      fieldset={fieldset && { describedBy, ...fieldset }}
      describedBy={fieldset ? undefined
        : described(rest.idPrefix ?? rest.name, rest, describedBy)}
      isChecked={(item) => item.checked ?? values?.includes(item.value)} />
  );
}
