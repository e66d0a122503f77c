// button.tsx - a button, or with an href a link that looks like one.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { type Attributes, isPlain, join } from './shared.ts';

interface Shared {
  id?: string;
  classes?: string;
  isStartButton?: boolean;
  children: ComponentChildren;
}

interface LinkButton extends Shared {
  href: string;
  attributes?: Attributes<'a'>;
}

interface RealButton extends Shared {
  href?: undefined;
  type?: 'submit' | 'button' | 'reset';
  name?: string;
  value?: string;
  disabled?: boolean;
  preventDoubleClick?: boolean;
  attributes?: Attributes<'button'>;
}

export type ButtonProps = LinkButton | RealButton;

function StartIcon() {
  return (
    <svg class="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" width="17.5"
      height="19" viewBox="0 0 33 40" aria-hidden="true" focusable="false">
      <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z" />
    </svg>
  );
}

export function Button(props: ButtonProps) {
  const { id, isStartButton, children } = props;
  const classes = join('govuk-button', props.classes, isStartButton && 'govuk-button--start');
  const content = (
    <>
      {isStartButton && !isPlain(children) ? <span>{children}</span> : children}
      {isStartButton && <StartIcon />}
    </>
  );
  if (props.href !== undefined) {
    return (
      <a href={props.href} role="button" draggable={false} class={classes}
        data-module="govuk-button" id={id} {...props.attributes}>
        {content}
      </a>
    );
  }
  return (
    <button type={props.type ?? 'submit'} value={props.value} name={props.name}
      disabled={props.disabled} aria-disabled={props.disabled || undefined}
      data-prevent-double-click={props.preventDoubleClick} class={classes}
      data-module="govuk-button" id={id} {...props.attributes}>
      {content}
    </button>
  );
}
