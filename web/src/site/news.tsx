// news.tsx - notifications as sentences.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { Tag } from '#components/index.ts';
import { atTime } from './words.ts';

export function News({ items }: { items: Schemas['Notification'][] }) {
  if (items.length === 0)
    return <p class="govuk-body">Nothing yet.</p>;
  return (
    <ul class="govuk-list govuk-list--spaced">
      {items.map(({ id, title, text, at, read_at }) => (
        <li key={id}>
          <strong>{title}</strong> {read_at === null && <Tag classes="govuk-tag--blue">New</Tag>}
          <br />
          {text}
          <br />
          <span class="govuk-hint">{atTime(at)}</span>
        </li>
      ))}
    </ul>
  );
}
