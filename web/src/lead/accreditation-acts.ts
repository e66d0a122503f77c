// accreditation-acts.ts - what may be done with an accreditation as it stands.
// SPDX-License-Identifier: Apache-2.0
//
// A courtesy: the API says no where an act is not to be.
import type { Schemas } from '#api/client.ts';
import type { Standing } from './accreditation.ts';
import type { Act } from './acts.tsx';

type State = Schemas['AccreditationState'];

const living: State[] = ['active', 'under_review', 'dormant'];
const suspended: State[] = ['suspended', 'cure_submitted'];

const acts: (Act & { in: State[] })[] = [
  { name: 'reinstatement', text: 'Reinstate', in: [...suspended, 'under_review'] },
  { name: 'cure-refusal', text: 'Not put right yet', in: ['cure_submitted'] },
  { name: 'suspension', text: 'Suspend', grave: true, in: living },
  { name: 'review', text: 'Put under review', in: ['active', 'dormant'] },
  { name: 'audit', text: 'Record an audit', in: living },
  { name: 'score-review', text: 'Review the carried score', in: living },
  { name: 'rating', text: 'Record a rating', in: [...living, ...suspended] },
  { name: 'registration', text: 'Record a registration', in: [...living, ...suspended] },
  { name: 'removal-notice', text: 'Announce a removal', grave: true, in: [...living, ...suspended] },
];

export function actsFor({ accreditation: { state }, removal }: Standing): Act[] {
  const here = acts.filter((act) => act.in.includes(state));
  const ended = state === 'removed' || state === 'withdrawn';
  return removal && !ended ? [...here, { name: 'removal', text: 'Remove', grave: true }] : here;
}
