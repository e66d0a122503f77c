// phase-banner.tsx - that the service is still being made.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { type Common, join, type Part } from './shared.ts';
import { Tag, type TagProps } from './tag.tsx';

export interface PhaseBannerProps extends Common<'div'> {
  tag: Part<TagProps>;
  children: ComponentChildren;
}

export function PhaseBanner({ tag, classes, attributes, children }: PhaseBannerProps) {
  return (
    <div class={join('govuk-phase-banner', 'govuk-width-container', classes)} {...attributes}>
      <p class="govuk-phase-banner__content">
        <Tag {...tag} classes={join('govuk-phase-banner__content__tag', tag.classes)}>
          {tag.text}
        </Tag>
        {' '}<span class="govuk-phase-banner__text">{children}</span>
      </p>
    </div>
  );
}
