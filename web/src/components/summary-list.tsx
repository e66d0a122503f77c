// summary-list.tsx - what is known of one thing, or answers to check.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { type Common, heading, join, type Level, type Maybe } from './shared.ts';

export interface SummaryAction extends Common<'a'> {
  text: ComponentChildren;
  href: string;
  // Completes the text for those who hear it alone: 'Change', 'your name'.
  visuallyHiddenText?: string;
}

export interface SummaryActions {
  items?: SummaryAction[];
  classes?: string;
}

export interface SummaryCell {
  text: ComponentChildren;
  classes?: string;
}

export interface SummaryRow {
  key: SummaryCell;
  value: SummaryCell;
  actions?: SummaryActions;
  classes?: string;
}

export interface SummaryCard extends Common<'div'> {
  title?: { text: ComponentChildren; headingLevel?: Level; classes?: string };
  actions?: SummaryActions;
}

export interface SummaryListProps extends Common<'dl'> {
  rows: Maybe<SummaryRow>[];
  card?: SummaryCard;
}

function Action({ action, card }: { action: SummaryAction; card?: SummaryCard }) {
  const { text, href, visuallyHiddenText, classes, attributes } = action;
  const title = card?.title?.text;
  return (
    <a class={join('govuk-link', classes)} href={href} {...attributes}>
      {text}
      {(visuallyHiddenText || title) && (
        <span class="govuk-visually-hidden">
          {visuallyHiddenText && ` ${visuallyHiddenText}`}
          {title && <> ({title})</>}
        </span>
      )}
    </a>
  );
}

function Row({ row, card, ragged }: { row: SummaryRow; card?: SummaryCard; ragged: boolean }) {
  const { key, value, actions } = row;
  const { items = [] } = actions ?? {};
  const noActions = ragged && !actions?.items && 'govuk-summary-list__row--no-actions';
  return (
    <div class={join('govuk-summary-list__row', noActions, row.classes)}>
      <dt class={join('govuk-summary-list__key', key.classes)}>{key.text}</dt>
      <dd class={join('govuk-summary-list__value', value.classes)}>{value.text}</dd>
      {items.length > 0 && (
        <dd class={join('govuk-summary-list__actions', actions?.classes)}>
          {items.length === 1 ? items.map((action) => <Action action={action} card={card} />) : (
            <ul class="govuk-summary-list__actions-list">
              {items.map((action) => (
                <li class="govuk-summary-list__actions-list-item">
                  <Action action={action} card={card} />
                </li>
              ))}
            </ul>
          )}
        </dd>
      )}
    </div>
  );
}

function CardActions({ card }: { card: SummaryCard }) {
  const { items = [], classes } = card.actions ?? {};
  const look = join('govuk-summary-card__actions', classes);
  const links = items.map((action) => <Action action={action} card={card} />);
  if (links.length < 2)
    return links.length ? <div class={look}>{links}</div> : null;
  return (
    <ul class={look}>
      {links.map((link) => <li class="govuk-summary-card__action">{link}</li>)}
    </ul>
  );
}

function Card({ card, children }: { card: SummaryCard; children: ComponentChildren }) {
  const { title } = card;
  const Title = heading(title?.headingLevel ?? 2);
  return (
    <div class={join('govuk-summary-card', card.classes)} {...card.attributes}>
      <div class="govuk-summary-card__title-wrapper">
        {title
          && <Title class={join('govuk-summary-card__title', title.classes)}>{title.text}</Title>}
        <CardActions card={card} />
      </div>
      <div class="govuk-summary-card__content">{children}</div>
    </div>
  );
}

export function SummaryList({ rows, card, classes, attributes }: SummaryListProps) {
  // Rows without actions then leave their column empty.
  const ragged = rows.some((row) => row && row.actions?.items?.length);
  const list = (
    <dl class={join('govuk-summary-list', classes)} {...attributes}>
      {rows.map((row) => row && <Row row={row} card={card} ragged={ragged} />)}
    </dl>
  );
  return card ? <Card card={card}>{list}</Card> : list;
}
