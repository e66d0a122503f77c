// choices.ts - the closed lists of a lead authority, as people read them.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import type { Choice } from '#forms/fields.tsx';
import { roles } from '#site/words.ts';

export { choicesOf } from '#forms/fields.tsx';

export const reviewGrounds: Record<Schemas['ReviewGround'], string> = {
  rating_changed: 'The regulator’s rating has changed',
  audit_overdue: 'The yearly audit is overdue',
  evidence_expired: 'A document has expired',
  early_warning: 'Early warning',
};

export const registers: Record<Schemas['RegisterKind'], string> = {
  regulator: 'The regulator’s register',
  company: 'The register of companies',
  charity: 'The register of charities',
  debarment: 'The debarment list',
};

export const checkResults: Record<Schemas['CheckResult'], string> = {
  clear: 'Clear',
  adverse: 'Something speaks against the home',
  not_applicable: 'Does not apply',
};

export const riskBands: Record<Schemas['RiskBand'], string> = {
  low: 'Low', moderate: 'Moderate', high: 'High',
};

export const passOrFail: Choice[] = [
  { value: 'yes', text: 'Passes' },
  { value: 'no', text: 'Does not pass' },
];

// Those that the API lets a lead authority give.
export const givenRoles: Choice[] = [
  { value: 'lead', text: roles.lead, hint: 'Runs schemes: admits, suspends, publishes, adds people' },
  { value: 'council', text: roles.council, hint: 'Refers, opens bids, scores and awards' },
];
