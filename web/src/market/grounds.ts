// grounds.ts - why an accreditation is suspended or removed.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';

export const grounds: Record<Schemas['SuspensionGround'], string> = {
  rating_below_floor: 'The rating is below what the category admits',
  registration_lost: 'The registration with the regulator is lost',
  insurance_lapsed: 'An insurance has lapsed',
  evidence_expired: 'A document that is asked for has expired',
  requirement_failed: 'A requirement is not met',
  safeguarding: 'Safeguarding',
  insolvency: 'Insolvency',
  breach_of_terms: 'The terms were broken',
};

export const removalGrounds: Record<Schemas['RemovalGround'], string> = {
  ...grounds,
  exclusion: 'The provider is excluded or excludable',
  inactivity: 'No bid for a long time',
};
