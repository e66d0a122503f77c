// tags.tsx - states that only a provider meets.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { Tag } from '#components/index.ts';

const answers: Record<Schemas['InvitationResponse'], [string, string]> = {
  none: ['To answer', 'blue'],
  bid: ['Bid placed', 'green'],
  refused: ['No bid', 'grey'],
};

export function ResponseTag({ response, open }: { response: Schemas['InvitationResponse']; open: boolean }) {
  const [words, colour] = !open && response === 'none' ? ['Not answered', 'grey'] : answers[response];
  return <Tag classes={`govuk-tag--${colour}`}>{words}</Tag>;
}

const applications: Record<Schemas['ApplicationState'], [string, string]> = {
  draft: ['Draft', 'grey'],
  submitted: ['Sent in', 'blue'],
  information_requested: ['Information asked for', 'yellow'],
  decided: ['Decided', 'green'],
  withdrawn: ['Withdrawn', 'grey'],
  lapsed: ['Lapsed', 'red'],
};

export function ApplicationTag({ state }: { state: Schemas['ApplicationState'] }) {
  const [words, colour] = applications[state];
  return <Tag classes={`govuk-tag--${colour}`}>{words}</Tag>;
}

const entries: Record<Schemas['EntryState'], [string, string]> = {
  draft: ['Draft', 'grey'],
  submitted: ['Sent in', 'blue'],
  stage_1: ['First stage sent in', 'blue'],
  stage_2: ['Second stage to fill in', 'yellow'],
  assessed: ['Assessed', 'purple'],
  accredited: ['Accredited', 'green'],
  refused: ['Refused', 'red'],
  withdrawn: ['Withdrawn', 'grey'],
  lapsed: ['Lapsed', 'red'],
};

export function EntryTag({ state }: { state: Schemas['EntryState'] }) {
  const [words, colour] = entries[state];
  return <Tag classes={`govuk-tag--${colour}`}>{words}</Tag>;
}
