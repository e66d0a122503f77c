// choices.tsx - what radios and checkboxes have in common.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { Question, type QuestionOptions } from './form-group.tsx';
import { Hint, type HintProps } from './hint.tsx';
import { Label } from './label.tsx';
import { type Common, join, type Maybe, type Part } from './shared.ts';

export interface Choice {
  text: ComponentChildren;
  value: string | number;
  id?: string;
  name?: string;
  label?: Common<'label'>;
  hint?: Omit<Part<HintProps>, 'id'>;
  checked?: boolean;
  // Shown while this one is chosen.
  conditional?: { text: ComponentChildren };
  behaviour?: string;
  disabled?: boolean;
  attributes?: Common<'input'>['attributes'];
}

export interface Divider {
  divider: string;
}

export interface ChoicesOptions<Item> extends QuestionOptions, Common<'div'> {
  idPrefix?: string;
  name: string;
  items: Maybe<Item | Divider>[];
}

interface ItemProps {
  kind: 'radios' | 'checkboxes';
  item: Choice;
  id: string;
  name: string;
  checked: boolean | undefined;
  describedBy?: string;
}

function Item({ kind, item, id, name, checked, describedBy }: ItemProps) {
  const part = `govuk-${kind}`;
  const hintId = item.hint?.text ? `${id}-item-hint` : undefined;
  const conditionalId = item.conditional?.text ? `conditional-${id}` : undefined;
  return (
    <>
      <div class={`${part}__item`}>
        <input class={`${part}__input`} id={id} name={item.name ?? name}
          type={kind === 'radios' ? 'radio' : 'checkbox'} value={item.value}
          checked={checked} disabled={item.disabled} data-aria-controls={conditionalId}
          data-behaviour={item.behaviour} aria-describedby={join(describedBy, hintId)}
          {...item.attributes} />
        <Label {...item.label} for={id} classes={join(`${part}__label`, item.label?.classes)}>
          {item.text}
        </Label>
        {hintId && (
          <Hint {...item.hint} id={hintId} classes={join(`${part}__hint`, item.hint?.classes)}>
            {item.hint?.text}
          </Hint>
        )}
      </div>
      {conditionalId && (
        <div id={conditionalId}
          class={join(`${part}__conditional`, !checked && `${part}__conditional--hidden`)}>
          {item.conditional?.text}
        </div>
      )}
    </>
  );
}

interface ChoicesProps extends ChoicesOptions<Choice> {
  kind: ItemProps['kind'];
  // Undefined where nobody says, so that rendering again keeps the choice made.
  isChecked: (item: Choice) => boolean | undefined;
  // For each item, where there is no fieldset to carry it.
  describedBy?: string;
}

// The first item's id is the prefix itself: an error summary links there.
export function Choices(props: ChoicesProps) {
  const { kind, name, idPrefix = name, items, formGroup } = props;
  return (
    <Question {...props} id={idPrefix}>
      <div class={join(`govuk-${kind}`, props.classes)} data-module={`govuk-${kind}`}
        {...props.attributes}>
        {formGroup?.beforeInputs?.text}
        {items.map((item, i) => item && ('divider' in item
          ? <div class={`govuk-${kind}__divider`}>{item.divider}</div> : (
            <Item kind={kind} item={item} name={name} checked={props.isChecked(item)}
              id={item.id ?? (i ? `${idPrefix}-${i + 1}` : idPrefix)}
              describedBy={props.describedBy} />
          )))}
        {formGroup?.afterInputs?.text}
      </div>
    </Question>
  );
}
