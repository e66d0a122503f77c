// panel.tsx - that something is done, or a question before going on.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { Button } from './button.tsx';
import { type Attributes, type Common, heading, join, type Level } from './shared.ts';

interface ButtonAction {
  text: string;
  type?: 'button' | 'submit';
  href?: undefined;
  classes?: string;
  attributes?: Attributes<'button'>;
}

interface LinkAction {
  text: string;
  // A link that looks like a button.
  type?: 'button';
  href: string;
  classes?: string;
  attributes?: Attributes<'a'>;
}

export type PanelAction = ButtonAction | LinkAction;

export interface PanelProps extends Common<'div'> {
  titleText: ComponentChildren;
  headingLevel?: Level;
  // Only with the class govuk-panel--interruption.
  actions?: Common<'div'> & { items?: PanelAction[] };
  children?: ComponentChildren;
}

function Action(action: PanelAction) {
  const classes = join('govuk-button--inverse', action.classes);
  if (action.href === undefined) {
    const { text, type = 'button', attributes } = action;
    return <Button type={type} classes={classes} attributes={attributes}>{text}</Button>;
  }
  const { text, type, href, attributes } = action;
  if (type === 'button')
    return <Button href={href} classes={classes} attributes={attributes}>{text}</Button>;
  return (
    <a class={join('govuk-link', 'govuk-link--inverse', action.classes)} href={href}
      {...attributes}>
      {text}
    </a>
  );
}

export function Panel(props: PanelProps) {
  const { titleText, headingLevel = 1, actions, classes, attributes, children } = props;
  const Title = heading(headingLevel);
  const isInterruption = classes?.includes('govuk-panel--interruption');
  return (
    <div class={join('govuk-panel', !isInterruption && 'govuk-panel--confirmation', classes)}
      {...attributes}>
      <Title class="govuk-panel__title">{titleText}</Title>
      {children && <div class="govuk-panel__body">{children}</div>}
      {isInterruption && actions && (
        <div class={join('govuk-panel__actions', actions.classes)} {...actions.attributes}>
          {actions.items && actions.items.length > 0 && (
            <div class="govuk-button-group">
              {actions.items.map((action) => <Action {...action} />)}
            </div>
          )}
        </div>
      )}
    </div>
  );
}
