// radios.tsx - one of a few.
// SPDX-License-Identifier: Apache-2.0
import { type Choice, Choices, type ChoicesOptions } from './choices.tsx';

export type Radio = Omit<Choice, 'name' | 'behaviour'>;

export interface RadiosProps extends ChoicesOptions<Radio> {
  value?: string | number;
}

export function Radios({ value, ...rest }: RadiosProps) {
  return (
    <Choices {...rest} kind="radios"
      isChecked={(item) => item.checked ?? (value === undefined ? value : item.value === value)} />
  );
}
