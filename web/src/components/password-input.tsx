// password-input.tsx - a password, which its owner may look at.
// SPDX-License-Identifier: Apache-2.0
import { Button } from './button.tsx';
import { Input, type InputProps } from './input.tsx';
import { i18n, join } from './shared.ts';

export interface PasswordInputProps extends Omit<InputProps, 'type' | 'inputmode' | 'prefix'
  | 'suffix' | 'pattern' | 'spellcheck' | 'autocapitalize' | 'inputWrapper'> {
  showPasswordText?: string;
  hidePasswordText?: string;
  showPasswordAriaLabelText?: string;
  hidePasswordAriaLabelText?: string;
  passwordShownAnnouncementText?: string;
  passwordHiddenAnnouncementText?: string;
  button?: { classes?: string };
}

function texts(props: PasswordInputProps) {
  return i18n({
    'show-password': props.showPasswordText,
    'hide-password': props.hidePasswordText,
    'show-password-aria-label': props.showPasswordAriaLabelText,
    'hide-password-aria-label': props.hidePasswordAriaLabelText,
    'password-shown-announcement': props.passwordShownAnnouncementText,
    'password-hidden-announcement': props.passwordHiddenAnnouncementText,
  });
}

export function PasswordInput(props: PasswordInputProps) {
  const { name, id = name, autocomplete = 'current-password', formGroup } = props;
  // Hidden until the script that makes it work has started.
  const toggle = (
    <Button type="button"
      classes={join('govuk-button--secondary', 'govuk-password-input__toggle',
        'govuk-js-password-input-toggle', props.button?.classes)}
      attributes={{
        'aria-controls': id,
        'aria-label': props.showPasswordAriaLabelText ?? 'Show password',
        hidden: true,
      }}>
      {props.showPasswordText ?? 'Show'}
    </Button>
  );
  return (
    <Input {...props} type="password" spellcheck={false} autocapitalize="none"
      autocomplete={autocomplete}
      classes={join('govuk-password-input__input', 'govuk-js-password-input-input', props.classes)}
      inputWrapper={{ classes: 'govuk-password-input__wrapper' }}
      formGroup={{
        ...formGroup,
        classes: join('govuk-password-input', formGroup?.classes),
        attributes: {
          'data-module': 'govuk-password-input',
          ...texts(props),
          ...formGroup?.attributes,
        },
        afterInput: { text: <>{toggle}{formGroup?.afterInput?.text}</> },
      }} />
  );
}
