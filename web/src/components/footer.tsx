// footer.tsx - the foot of every page. A council's: no crown, no Crown
// copyright; a licence only where the council names one.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { type Common, join } from './shared.ts';

export interface FooterLink {
  text: string;
  href: string;
  attributes?: Common<'a'>['attributes'];
}

export interface FooterSection {
  title: string;
  columns?: number;
  // The end of a grid class: 'one-third'. Full where none is given.
  width?: string;
  items?: FooterLink[];
}

export interface FooterMeta {
  visuallyHiddenTitle?: string;
  text?: ComponentChildren;
  items?: FooterLink[];
}

export interface FooterProps extends Common<'div'> {
  meta?: FooterMeta;
  navigation?: FooterSection[];
  contentLicence?: { text: ComponentChildren };
  containerClasses?: string;
}

function Link({ text, href, attributes }: FooterLink) {
  return <a class="govuk-footer__link" href={href} {...attributes}>{text}</a>;
}

function Section({ title, columns, width = 'full', items = [] }: FooterSection) {
  const inColumns = columns && `govuk-footer__list--columns-${columns}`;
  return (
    <div class={`govuk-footer__section govuk-grid-column-${width}`}>
      <h2 class="govuk-footer__heading govuk-heading-m">{title}</h2>
      {items.length > 0 && (
        <ul class={join('govuk-footer__list', inColumns || undefined)}>
          {items.map((item) => <li class="govuk-footer__list-item"><Link {...item} /></li>)}
        </ul>
      )}
    </div>
  );
}

function Meta({ visuallyHiddenTitle = 'Support links', text, items = [] }: FooterMeta) {
  return (
    <>
      <h2 class="govuk-visually-hidden">{visuallyHiddenTitle}</h2>
      {items.length > 0 && (
        <ul class="govuk-footer__inline-list">
          {items.map((item) => <li class="govuk-footer__inline-list-item"><Link {...item} /></li>)}
        </ul>
      )}
      {text && <div class="govuk-footer__meta-custom">{text}</div>}
    </>
  );
}

// The sign of the Open Government Licence, and what is under it.
function Licence({ text }: { text: ComponentChildren }) {
  return (
    <>
      <svg aria-hidden="true" focusable="false" class="govuk-footer__licence-logo"
        xmlns="http://www.w3.org/2000/svg" viewBox="0 0 483.2 195.7" height="17" width="41">
        <path fill="currentColor" d="M421.5 142.8V.1l-50.7 32.3v161.1h112.4v-50.7zm-122.3-9.6A47.12 47.12 0 0 1 221 97.8c0-26 21.1-47.1 47.1-47.1 16.7 0 31.4 8.7 39.7 21.8l42.7-27.2A97.63 97.63 0 0 0 268.1 0c-36.5 0-68.3 20.1-85.1 49.7A98 98 0 0 0 97.8 0C43.9 0 0 43.9 0 97.8s43.9 97.8 97.8 97.8c36.5 0 68.3-20.1 85.1-49.7a97.76 97.76 0 0 0 149.6 25.4l19.4 22.2h3v-87.8h-80l24.3 27.5zM97.8 145c-26 0-47.1-21.1-47.1-47.1s21.1-47.1 47.1-47.1 47.2 21 47.2 47S123.8 145 97.8 145" />
      </svg>
      <span class="govuk-footer__licence-description">{text}</span>
    </>
  );
}

export function Footer(props: FooterProps) {
  const { meta, navigation = [], contentLicence, containerClasses, classes, attributes } = props;
  return (
    <div class={join('govuk-footer', classes)} {...attributes}>
      <div class={join('govuk-width-container', containerClasses)}>
        {navigation.length > 0 && (
          <>
            <div class="govuk-footer__navigation">
              {navigation.map((section) => <Section {...section} />)}
            </div>
            <hr class="govuk-footer__section-break" />
          </>
        )}
        <div class="govuk-footer__meta">
          <div class="govuk-footer__meta-item govuk-footer__meta-item--grow">
            {meta && <Meta {...meta} />}
            {contentLicence && <Licence {...contentLicence} />}
          </div>
        </div>
      </div>
    </div>
  );
}
