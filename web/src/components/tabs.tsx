// tabs.tsx - related things of which one is read at a time.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { type Common, isPlain, join, type Maybe } from './shared.ts';

export interface TabItem {
  // Needed where there is no idPrefix.
  id?: string;
  label: string;
  attributes?: Common<'a'>['attributes'];
  // Words alone are set as a paragraph; elements stand as they are.
  panel: { text: ComponentChildren; attributes?: Common<'div'>['attributes'] };
}

export interface TabsProps extends Common<'div'> {
  id?: string;
  idPrefix?: string;
  title?: string;
  items?: Maybe<TabItem>[];
}

interface Numbered {
  item: TabItem;
  id: string;
  first: boolean;
}

function Tab({ item, id, first }: Numbered) {
  return (
    <li class={join('govuk-tabs__list-item', first && 'govuk-tabs__list-item--selected')}>
      <a class="govuk-tabs__tab" href={`#${id}`} {...item.attributes}>{item.label}</a>
    </li>
  );
}

function Panel({ item, id, first }: Numbered) {
  const { text, attributes } = item.panel;
  return (
    <div class={join('govuk-tabs__panel', !first && 'govuk-tabs__panel--hidden')} id={id}
      {...attributes}>
      {isPlain(text) ? <p class="govuk-body">{text}</p> : text}
    </div>
  );
}

export function Tabs(props: TabsProps) {
  const { id, idPrefix, title = 'Contents', items = [], classes, attributes } = props;
  const tabs = items.map((item, i): Maybe<Numbered> =>
    item && { item, id: item.id ?? `${idPrefix}-${i + 1}`, first: i === 0 });
  return (
    <div id={id} class={join('govuk-tabs', classes)} data-module="govuk-tabs" {...attributes}>
      <h2 class="govuk-tabs__title">{title}</h2>
      {items.length > 0
        && <ul class="govuk-tabs__list">{tabs.map((tab) => tab && <Tab {...tab} />)}</ul>}
      {tabs.map((tab) => tab && <Panel {...tab} />)}
    </div>
  );
}
