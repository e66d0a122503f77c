// error-summary.tsx - everything that is wrong with a page, above its heading.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { type Common, join } from './shared.ts';

export interface SummarisedError {
  text: ComponentChildren;
  // '#' and the id of the field.
  href?: string;
  attributes?: Common<'a'>['attributes'];
}

export interface ErrorSummaryProps extends Common<'div'> {
  titleText?: ComponentChildren;
  descriptionText?: ComponentChildren;
  errorList?: SummarisedError[];
  disableAutoFocus?: boolean;
}

export function ErrorSummary(props: ErrorSummaryProps) {
  const { titleText = 'There is a problem', descriptionText, errorList = [] } = props;
  return (
    <div class={join('govuk-error-summary', props.classes)} data-module="govuk-error-summary"
      data-disable-auto-focus={props.disableAutoFocus} {...props.attributes}>
      <div role="alert">
        <h2 class="govuk-error-summary__title">{titleText}</h2>
        <div class="govuk-error-summary__body">
          {descriptionText && <p>{descriptionText}</p>}
          {errorList.length > 0 && (
            <ul class="govuk-list govuk-error-summary__list">
              {errorList.map(({ text, href, attributes }) => (
                <li>{href ? <a href={href} {...attributes}>{text}</a> : text}</li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </div>
  );
}
