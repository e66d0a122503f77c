// character-count.tsx - a textarea that says how much room is left.
// SPDX-License-Identifier: Apache-2.0
import { Hint } from './hint.tsx';
import { i18n, join, type Plurals } from './shared.ts';
import { Textarea, type TextareaProps } from './textarea.tsx';

export interface CharacterCountProps
  extends Omit<TextareaProps, 'describedBy' | 'disabled' | 'autocomplete'> {
  // One of the two; with neither, the page's script sets the limit.
  maxlength?: number;
  maxwords?: number;
  // From which percentage of the limit on the count is shown.
  threshold?: number;
  countType?: 'length' | 'characters' | 'words';
  countMessage?: { classes?: string };
  // Each %{count} is replaced by the limit.
  textareaDescriptionText?: string;
  charactersUnderLimitText?: Plurals;
  charactersAtLimitText?: string;
  charactersOverLimitText?: Plurals;
  wordsUnderLimitText?: Plurals;
  wordsAtLimitText?: string;
  wordsOverLimitText?: Plurals;
}

function texts(props: CharacterCountProps, limit: number | undefined) {
  return i18n({
    'textarea-description': limit || !props.textareaDescriptionText
      ? undefined : { other: props.textareaDescriptionText },
    'characters-under-limit': props.charactersUnderLimitText,
    'characters-at-limit': props.charactersAtLimitText,
    'characters-over-limit': props.charactersOverLimitText,
    'words-under-limit': props.wordsUnderLimitText,
    'words-at-limit': props.wordsAtLimitText,
    'words-over-limit': props.wordsOverLimitText,
  });
}

export function CharacterCount(props: CharacterCountProps) {
  const { name, id = name, maxlength, maxwords, formGroup } = props;
  const countType = props.countType ?? (maxwords ? 'words' : undefined);
  const limit = maxwords ?? maxlength;
  const unit = countType === 'words' ? 'words' : 'characters';
  const description = props.textareaDescriptionText ?? `You can enter up to %{count} ${unit}`;
  const message = (
    <>
      <Hint id={`${id}-info`}
        classes={join('govuk-character-count__message', props.countMessage?.classes)}>
        {limit && description.replaceAll('%{count}', String(limit))}
      </Hint>
      {formGroup?.afterInput?.text}
    </>
  );
  return (
    <Textarea {...props} describedBy={`${id}-info`}
      classes={join('govuk-js-character-count', props.classes)}
      formGroup={{
        ...formGroup,
        classes: join('govuk-character-count', formGroup?.classes),
        attributes: {
          'data-module': 'govuk-character-count',
          'data-maxlength': maxlength,
          'data-maxwords': maxwords,
          'data-threshold': props.threshold,
          'data-count-type': countType,
          ...texts(props, limit),
          ...formGroup?.attributes,
        },
        afterInput: { text: message },
      }} />
  );
}
