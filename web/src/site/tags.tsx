// tags.tsx - states as people read them: words, and a colour besides.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '../api/client.ts';
import { Tag } from '../components/index.ts';

type Colour = 'grey' | 'green' | 'blue' | 'purple' | 'yellow' | 'orange' | 'red';
type Looks<State extends string> = Record<State, [words: string, colour: Colour]>;

export const referralStates: Looks<Schemas['ReferralState']> = {
  draft: ['Draft', 'grey'],
  open: ['Open for bids', 'blue'],
  closed: ['Closed, not opened', 'yellow'],
  opened: ['Being scored', 'purple'],
  ranked: ['Ranked', 'orange'],
  awarded: ['Awarded', 'green'],
  cancelled: ['Cancelled', 'grey'],
  unsuccessful: ['No usable bid', 'red'],
};

export const placementStates: Looks<Schemas['PlacementState']> = {
  awaiting_provider: ['Provider to sign', 'blue'],
  awaiting_council: ['Council to sign', 'yellow'],
  active: ['Active', 'green'],
  refused: ['Refused', 'red'],
};

export const accreditationStates: Looks<Schemas['AccreditationState']> = {
  active: ['Active', 'green'],
  under_review: ['Under review', 'yellow'],
  dormant: ['Dormant', 'grey'],
  suspended: ['Suspended', 'red'],
  cure_submitted: ['Suspended, says it is put right', 'orange'],
  removed: ['Removed', 'grey'],
  withdrawn: ['Withdrawn', 'grey'],
};

// For a select or a list of filters.
export const optionsOf = (looks: Looks<string>) =>
  Object.entries(looks).map(([value, [text]]) => ({ value, text }));

const tagged = <State extends string>(looks: Looks<State>) =>
  function StateTag({ state }: { state: State }) {
    const [words, colour] = looks[state];
    return <Tag classes={`govuk-tag--${colour}`}>{words}</Tag>;
  };

export const ReferralTag = tagged(referralStates);
export const PlacementTag = tagged(placementStates);
export const AccreditationTag = tagged(accreditationStates);
