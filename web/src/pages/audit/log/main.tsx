// What happened, newest first, with filters that the address keeps.
// SPDX-License-Identifier: Apache-2.0
import { api, body, type Schemas } from '#api/client.ts';
import { logScreen } from '#audit/log-screen.tsx';
import { Tag } from '#components/index.ts';
import { asked } from '#lists/list.tsx';
import { typeInWords, typeOptions } from '#market/event-words.ts';
import { atTime } from '#site/words.ts';

const about = (name: string, id: string | null) => id && (
  <a class="govuk-link" href={`?${name}=${id}`}>
    <span class="govuk-visually-hidden">All about </span><code>{id.slice(0, 8)}</code>
  </a>
);

void logScreen<Schemas['AuditEvent']>({
  title: 'Log',
  caption: 'What happened, the newest first',
  none: 'Nothing happened that fits.',
  types: (query) => typeOptions(asked(query, 'type')),
  list: (query, part) => body(api.GET('/v1/audit', { params: { query: { ...part, type: asked(query, 'type') } } })),
  columns: [
    { head: 'What', cell: ({ id, type }) => <a class="govuk-link" href={`/audit/log/${id}/`}>{typeInWords(type)}</a> },
    { head: 'When', cell: ({ at }) => atTime(at) },
    { head: 'Who', cell: (_, name) => name },
    { head: 'Thing', cell: ({ subject_id }) => about('subject_id', subject_id) },
    { head: 'Referral', cell: ({ referral_id }) => about('referral_id', referral_id) },
    { head: 'Sealed', cell: ({ batch }) => (batch === null ? <Tag classes="govuk-tag--yellow">Not yet</Tag>
      : <Tag classes="govuk-tag--green">Sealed</Tag>) },
  ],
  file: 'log.csv',
  csv: [
    { head: 'Time', cell: ({ at }) => at },
    { head: 'Type', cell: ({ type }) => type },
    { head: 'Who', cell: (_, name) => name },
    { head: 'Thing', cell: ({ subject_id }) => subject_id },
    { head: 'Referral', cell: ({ referral_id }) => referral_id },
    { head: 'Organisation', cell: ({ organisation_id }) => organisation_id },
    { head: 'Actor', cell: ({ actor_id }) => actor_id },
    { head: 'Request', cell: ({ request_id }) => request_id },
    { head: 'SHA-256', cell: ({ sha256 }) => sha256 },
    { head: 'Batch', cell: ({ batch }) => batch },
    { head: 'Event', cell: ({ id }) => id },
  ],
});
