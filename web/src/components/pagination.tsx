// pagination.tsx - the other pages of a list, or of a text.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { type Common, join, type Maybe } from './shared.ts';

interface PageLink {
  number: number | string;
  href: string;
  current?: boolean;
  visuallyHiddenText?: string;
  attributes?: Common<'a'>['attributes'];
}

export type PaginationItem = PageLink | { ellipsis: true };

export interface PaginationLink {
  href: string;
  text?: ComponentChildren;
  // Says what is there; only without items.
  labelText?: string;
  attributes?: Common<'a'>['attributes'];
}

export interface PaginationProps extends Common<'nav'> {
  items?: Maybe<PaginationItem>[];
  previous?: PaginationLink;
  next?: PaginationLink;
  landmarkLabel?: string;
}

const ARROWS = {
  prev: 'm6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2'
    + 'h-12.984l4.2931-4.293-1.414-1.414z',
  next: 'm8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 '
    + '1.4492 6.7441-6.4062-6.7246-6.7266z',
};

function Arrow({ rel }: { rel: 'prev' | 'next' }) {
  return (
    <svg class={`govuk-pagination__icon govuk-pagination__icon--${rel}`}
      xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true"
      focusable="false" viewBox="0 0 15 13">
      <path d={ARROWS[rel]} />
    </svg>
  );
}

interface StepProps extends PaginationLink {
  rel: 'prev' | 'next';
  block: boolean;
}

// In a block the arrow stands before the words; beside numbers it points away.
function Step({ rel, block, href, text, labelText, attributes }: StepProps) {
  const decorated = block && !labelText && 'govuk-pagination__link-title--decorated';
  const word = rel === 'prev' ? 'Previous' : 'Next';
  const arrowFirst = block || rel === 'prev';
  return (
    <div class={`govuk-pagination__${rel}`}>
      <a class="govuk-link govuk-pagination__link" href={href} rel={rel} {...attributes}>
        {arrowFirst && <Arrow rel={rel} />}
        <span class={join('govuk-pagination__link-title', decorated)}>
          {text ?? <>{word}<span class="govuk-visually-hidden"> page</span></>}
        </span>
        {labelText && block && (
          <>
            {' '}<span class="govuk-visually-hidden">:</span>
            {' '}<span class="govuk-pagination__link-label">{labelText}</span>
          </>
        )}
        {!arrowFirst && <Arrow rel={rel} />}
      </a>
    </div>
  );
}

function Item({ item }: { item: PaginationItem }) {
  if ('ellipsis' in item)
    return <li class="govuk-pagination__item govuk-pagination__item--ellipsis">⋯</li>;
  const { number, href, current, visuallyHiddenText, attributes } = item;
  return (
    <li class={join('govuk-pagination__item', current && 'govuk-pagination__item--current')}>
      <a class="govuk-link govuk-pagination__link" href={href}
        aria-label={visuallyHiddenText ?? `Page ${number}`}
        aria-current={current ? 'page' : undefined} {...attributes}>
        {number}
      </a>
    </li>
  );
}

export function Pagination(props: PaginationProps) {
  const { items, previous, next, landmarkLabel = 'Pagination', classes, attributes } = props;
  const block = !items && Boolean(previous || next);
  return (
    <nav class={join('govuk-pagination', block && 'govuk-pagination--block', classes)}
      aria-label={landmarkLabel} {...attributes}>
      {previous && <Step {...previous} rel="prev" block={block} />}
      {items && (
        <ul class="govuk-pagination__list">
          {items.map((item) => item && <Item item={item} />)}
        </ul>
      )}
      {next && <Step {...next} rel="next" block={block} />}
    </nav>
  );
}
