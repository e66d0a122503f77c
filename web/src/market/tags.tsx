// tags.tsx - states as people read them: words, and a colour besides.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { Tag } from '#components/index.ts';

type Colour = 'grey' | 'green' | 'blue' | 'purple' | 'yellow' | 'orange' | 'red';
export type Looks<State extends string> = Record<State, [words: string, colour: Colour]>;

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

export const categoryStates: Looks<Schemas['CategoryState']> = {
  draft: ['Draft', 'grey'],
  published: ['Announced', 'blue'],
  open: ['Open', 'green'],
  suspended: ['Suspended', 'red'],
  withdrawn: ['Withdrawn', 'grey'],
};

export const applicationStates: Looks<Schemas['ApplicationState']> = {
  draft: ['Draft', 'grey'],
  submitted: ['To be assessed', 'blue'],
  information_requested: ['Waits for the provider', 'yellow'],
  decided: ['Decided', 'green'],
  withdrawn: ['Withdrawn', 'grey'],
  lapsed: ['Lapsed', 'grey'],
};

const entryStates: Looks<Schemas['EntryState']> = {
  draft: ['Draft', 'grey'],
  submitted: ['To be assessed', 'blue'],
  assessed: ['Assessed', 'purple'],
  accredited: ['Accredited', 'green'],
  refused: ['Refused', 'red'],
  withdrawn: ['Withdrawn', 'grey'],
  stage_1: ['First stage to be assessed', 'blue'],
  stage_2: ['Second stage with the provider', 'yellow'],
  lapsed: ['Lapsed', 'grey'],
};

export const upliftStates: Looks<Schemas['UpliftState']> = {
  asked: ['To be decided', 'blue'],
  granted: ['Granted', 'green'],
  refused: ['Refused', 'red'],
  withdrawn: ['Withdrawn', 'grey'],
  appealed: ['Appealed', 'orange'],
  upheld: ['Granted on appeal', 'green'],
  dismissed: ['Appeal dismissed', 'red'],
};

const schemeStates: Looks<Schemas['SchemeState']> = {
  draft: ['Draft', 'grey'],
  intention: ['Announced', 'blue'],
  initial_round: ['First round', 'blue'],
  open: ['Open to join', 'green'],
  decisions_paused: ['Open, decisions paused', 'yellow'],
  closing: ['Closing', 'orange'],
  closed: ['Closed', 'grey'],
  abandoned: ['Abandoned', 'red'],
};

// What was not confirmed is shown to nobody.
export const enquiryStates: Looks<Schemas['EnquiryState']> = {
  unconfirmed: ['Not confirmed', 'grey'],
  sent: ['To be answered', 'blue'],
  answered: ['Answered', 'green'],
};

const interestStates: Looks<Schemas['InterestState']> = {
  received: ['Not invited', 'blue'],
  invited: ['Invited', 'yellow'],
  registered: ['Registered', 'green'],
  expired: ['Invitation not used', 'grey'],
};

// For a select or a list of filters.
export const optionsOf = (looks: Looks<string>) =>
  Object.entries(looks).map(([value, [text]]) => ({ value, text }));

// For states that one part of the site alone shows, too.
export const tagged = <State extends string>(looks: Looks<State>) =>
  function StateTag({ state }: { state: State }) {
    const [words, colour] = looks[state];
    return <Tag classes={`govuk-tag--${colour}`}>{words}</Tag>;
  };

export const ReferralTag = tagged(referralStates);
export const PlacementTag = tagged(placementStates);
export const AccreditationTag = tagged(accreditationStates);
export const CategoryTag = tagged(categoryStates);
export const ApplicationTag = tagged(applicationStates);
export const EntryTag = tagged(entryStates);
export const EnquiryTag = tagged(enquiryStates);
export const InterestTag = tagged(interestStates);
export const UpliftTag = tagged(upliftStates);
export const SchemeTag = tagged(schemeStates);
