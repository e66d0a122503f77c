// scheme-acts.ts - what may be done with a scheme as it stands.
// SPDX-License-Identifier: Apache-2.0
//
// A courtesy: the API says no where an act is not to be.
import type { Schemas } from '#api/client.ts';
import type { Act } from './acts.tsx';

type State = Schemas['SchemeState'];

const before: State[] = ['draft', 'intention'];
const running: State[] = ['open', 'decisions_paused'];

const acts: (Act & { in: State[] })[] = [
  { name: 'opening', text: 'Open', in: [...before, 'initial_round'] },
  { name: 'initial-round', text: 'Start the first round', in: before },
  { name: 'intention', text: 'Announce', in: ['draft'] },
  { name: 'pause', text: 'Pause decisions', in: ['open'] },
  { name: 'resumption', text: 'End the pause', in: running },
  { name: 'extension', text: 'Extend', in: running },
  { name: 'closing', text: 'End the scheme', grave: true, in: running },
  { name: 'abandonment', text: 'Give up', grave: true, in: before },
];

// A pause that is set may begin later: then the scheme is still open.
export const actsFor = ({ state, pause }: Schemas['Scheme']): Act[] =>
  acts.filter((act) => act.in.includes(state) && (pause ? act.name !== 'pause' : act.name !== 'resumption'));

// A draft changes freely, what has been published by a version.
export const canChangeTerms = ({ state }: Schemas['Scheme']): boolean =>
  [...before, 'initial_round', ...running].includes(state);
