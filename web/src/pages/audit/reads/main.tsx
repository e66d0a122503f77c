// Who was shown what about a person, newest first.
// SPDX-License-Identifier: Apache-2.0
import { api, body, type Schemas } from '#api/client.ts';
import { logScreen } from '#audit/log-screen.tsx';
import { asked } from '#lists/list.tsx';
import { atTime, inWords } from '#site/words.ts';

// "showOpenedBids" -> "Opened bids"
const shown = (operation: string) =>
  inWords(operation.replace(/^(show|list|get)/, '').replaceAll(/([A-Z])/g, ' $1').trim().toLowerCase());

const only = (name: string, id: string | null, text: string) => id && (
  <a class="govuk-link" href={`?${name}=${id}`}><span class="govuk-visually-hidden">Only </span>{text}</a>
);

void logScreen<Schemas['Read']>({
  title: 'Who read what',
  caption: 'What was shown, the newest first',
  none: 'Nobody was shown anything that fits.',
  actor: true,
  list: (query, part) => body(api.GET('/v1/audit/reads', {
    params: { query: { ...part, actor_id: asked(query, 'actor_id') } },
  })),
  columns: [
    { head: 'What', cell: ({ operation }) => shown(operation) },
    { head: 'When', cell: ({ at }) => atTime(at) },
    { head: 'To whom', cell: ({ actor_id }, name) => only('actor_id', actor_id, name) },
    { head: 'Thing', cell: ({ subject_id }) => only('subject_id', subject_id, subject_id.slice(0, 8)) },
    { head: 'Referral', cell: ({ referral_id }) => only('referral_id', referral_id, referral_id?.slice(0, 8) ?? '') },
    { head: 'Purpose', cell: ({ purpose }) => purpose ?? 'Not said' },
  ],
  file: 'reads.csv',
  csv: [
    { head: 'Time', cell: ({ at }) => at },
    { head: 'Operation', cell: ({ operation }) => operation },
    { head: 'To whom', cell: (_, name) => name },
    { head: 'Thing', cell: ({ subject_id }) => subject_id },
    { head: 'Referral', cell: ({ referral_id }) => referral_id },
    { head: 'Organisation', cell: ({ organisation_id }) => organisation_id },
    { head: 'Actor', cell: ({ actor_id }) => actor_id },
    { head: 'Purpose', cell: ({ purpose }) => purpose },
    { head: 'Request', cell: ({ request_id }) => request_id },
  ],
});
