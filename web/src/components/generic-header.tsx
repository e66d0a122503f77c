// generic-header.tsx - whose service this is.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { type Common, join } from './shared.ts';

export interface GenericHeaderProps extends Common<'div'> {
  logoText: ComponentChildren;
  url?: string;
  containerClasses?: string;
}

export function GenericHeader(props: GenericHeaderProps) {
  const { logoText, url = '/', containerClasses = 'govuk-width-container' } = props;
  return (
    <div class={join('govuk-generic-header', props.classes)} {...props.attributes}>
      <div class={join('govuk-generic-header__container', containerClasses)}>
        <div class="govuk-generic-header__logo">
          <a href={url} class="govuk-generic-header__homepage-link">{logoText}</a>
        </div>
      </div>
    </div>
  );
}
