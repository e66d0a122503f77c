// notification-banner.tsx - something important, or something that succeeded.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { type Common, heading, isPlain, join, type Level } from './shared.ts';

export interface NotificationBannerProps extends Common<'div'> {
  type?: 'success';
  titleText?: ComponentChildren;
  titleHeadingLevel?: Level;
  titleId?: string;
  role?: 'alert' | 'region' | 'status';
  disableAutoFocus?: boolean;
  // Words alone are set as a heading; elements stand as they are.
  children: ComponentChildren;
}

export function NotificationBanner(props: NotificationBannerProps) {
  const { titleId = 'govuk-notification-banner-title', disableAutoFocus, children } = props;
  const success = props.type === 'success';
  const Title = heading(props.titleHeadingLevel ?? 2);
  const classes = join('govuk-notification-banner',
    success && 'govuk-notification-banner--success', props.classes);
  return (
    <div class={classes} role={props.role ?? (success ? 'alert' : 'region')}
      aria-labelledby={titleId} data-module="govuk-notification-banner"
      data-disable-auto-focus={disableAutoFocus} {...props.attributes}>
      <div class="govuk-notification-banner__header">
        <Title class="govuk-notification-banner__title" id={titleId}>
          {props.titleText ?? (success ? 'Success' : 'Important')}
        </Title>
      </div>
      <div class="govuk-notification-banner__content">
        {isPlain(children)
          ? <p class="govuk-notification-banner__heading">{children}</p> : children}
      </div>
    </div>
  );
}
