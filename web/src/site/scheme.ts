// scheme.ts - words about schemes that several pages use.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';

export const regimes: Record<Schemas['Regime'], string> = {
  pcr_dps: 'Dynamic purchasing system (Public Contracts Regulations 2015)',
  pcr_pseudo_dps: 'Light-touch dynamic purchasing system (Public Contracts Regulations 2015)',
  pa23_dynamic_market: 'Dynamic market (Procurement Act 2023)',
  pa23_light_touch_framework: 'Light-touch framework (Procurement Act 2023)',
  below_threshold: 'Below the thresholds of the Procurement Act 2023',
};

type State = Schemas['SchemeState'];

// What it says, and the colour of its tag.
export const schemeStates: Record<State, [words: string, colour: string]> = {
  draft: ['Draft', 'grey'],
  intention: ['Announced', 'blue'],
  initial_round: ['First round', 'blue'],
  open: ['Open to join', 'green'],
  decisions_paused: ['Open, decisions paused', 'yellow'],
  closing: ['Closing', 'orange'],
  closed: ['Closed', 'grey'],
  abandoned: ['Abandoned', 'red'],
};
