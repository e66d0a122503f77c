// news.tsx - notifications as sentences.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { Tag } from '#components/index.ts';
import { pageOf } from '#site/page-of.ts';
import { atTime } from '#site/words.ts';

export function News({ items, role }: { items: Schemas['Notification'][]; role: Schemas['Role'] }) {
  if (items.length === 0)
    return <p class="govuk-body">Nothing yet.</p>;
  return (
    <ul class="govuk-list govuk-list--spaced">
      {items.map(({ id, title, text, at, read_at, link }) => (
        <li key={id}>
          <Title text={title} page={pageOf(link, role)} /> {read_at === null && <Tag classes="govuk-tag--blue">New</Tag>}
          <br />
          {text}
          <br />
          <span class="govuk-hint">{atTime(at)}</span>
        </li>
      ))}
    </ul>
  );
}

function Title({ text, page }: { text: string; page: string | undefined }) {
  if (page === undefined)
    return <strong>{text}</strong>;
  return <a class="govuk-link govuk-!-font-weight-bold" href={page}>{text}</a>;
}
