// service-navigation.tsx - the name of the service and its sections.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { type Common, join, type Maybe } from './shared.ts';

export interface ServiceNavigationItem {
  text: ComponentChildren;
  href?: string;
  // This very page.
  current?: boolean;
  // The section that this page is in.
  active?: boolean;
  attributes?: Common<'a'>['attributes'];
}

export interface ServiceNavigationProps extends Common<'section'> {
  navigation?: Maybe<ServiceNavigationItem>[];
  serviceName?: string;
  serviceUrl?: string;
  ariaLabel?: string;
  menuButtonText?: string;
  menuButtonLabel?: string;
  navigationLabel?: string;
  navigationId?: string;
  navigationClasses?: string;
  collapseNavigationOnMobile?: boolean;
  slots?: {
    start?: ComponentChildren;
    end?: { text: ComponentChildren; align?: 'inline' };
    // Each an <li>.
    navigationStart?: ComponentChildren;
    navigationEnd?: ComponentChildren;
  };
}

function ServiceName({ name, url }: { name: string; url?: string }) {
  return (
    <span class="govuk-service-navigation__service-name">
      {url ? <a href={url} class="govuk-service-navigation__link">{name}</a>
        : <span class="govuk-service-navigation__text">{name}</span>}
    </span>
  );
}

function Item({ text, href, current, active, attributes }: ServiceNavigationItem) {
  const here = current || active;
  const ariaCurrent = here ? (current ? 'page' : 'true') : undefined;
  // Bold even where the reader's own colours hide ours.
  const content = here
    ? <strong class="govuk-service-navigation__active-fallback">{text}</strong> : text;
  return (
    <li class={join('govuk-service-navigation__item',
      here && 'govuk-service-navigation__item--active')}>
      {href ? (
        <a class="govuk-service-navigation__link" href={href} aria-current={ariaCurrent}
          {...attributes}>
          {content}
        </a>
      ) : (
        <span class="govuk-service-navigation__text" aria-current={ariaCurrent}>{content}</span>
      )}
    </li>
  );
}

type NavigationProps = ServiceNavigationProps & { items: ServiceNavigationItem[] };

function Navigation({ items, ...props }: NavigationProps) {
  const { menuButtonText = 'Menu', menuButtonLabel, navigationId = 'navigation', slots } = props;
  const { collapseNavigationOnMobile = items.length > 1 } = props;
  return (
    <nav class={join('govuk-service-navigation__wrapper', props.navigationClasses)}
      aria-label={props.navigationLabel ?? menuButtonText}>
      {collapseNavigationOnMobile && (
        <button type="button" aria-controls={navigationId} hidden aria-hidden="true"
          class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle"
          aria-label={menuButtonLabel === menuButtonText ? undefined : menuButtonLabel}>
          {menuButtonText}
        </button>
      )}
      <ul class="govuk-service-navigation__list" id={navigationId}>
        {slots?.navigationStart}
        {items.map((item) => <Item {...item} />)}
        {slots?.navigationEnd}
      </ul>
    </nav>
  );
}

export function ServiceNavigation(props: ServiceNavigationProps) {
  const { serviceName, serviceUrl, slots = {} } = props;
  const items = (props.navigation ?? []).filter((item) => !!item);
  const hasNavigation = items.length > 0 || slots.navigationStart || slots.navigationEnd;
  const inline = slots.end?.align === 'inline' && 'govuk-service-navigation__inlining-container';
  // With more than the navigation in it, it is a landmark of its own.
  const isLandmark = Boolean(serviceName || slots.start || slots.end?.text);
  const Landmark = (isLandmark ? 'section' : 'div') as 'section';
  return (
    <Landmark class={join('govuk-service-navigation', props.classes)}
      aria-label={isLandmark ? props.ariaLabel ?? 'Service information' : undefined}
      data-module="govuk-service-navigation" {...props.attributes}>
      <div class={join('govuk-width-container', inline)}>
        {slots.start}
        <div class="govuk-service-navigation__container">
          {serviceName && <ServiceName name={serviceName} url={serviceUrl} />}
          {hasNavigation && <Navigation {...props} items={items} />}
        </div>
        {slots.end?.text}
      </div>
    </Landmark>
  );
}
