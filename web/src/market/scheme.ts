// scheme.ts - the law under which a scheme is set up, and what it charges, in words.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';

export const regimes: Record<Schemas['Regime'], string> = {
  pcr_dps: 'Dynamic purchasing system (Public Contracts Regulations 2015)',
  pcr_pseudo_dps: 'Light-touch dynamic purchasing system (Public Contracts Regulations 2015)',
  pa23_dynamic_market: 'Dynamic market (Procurement Act 2023)',
  pa23_light_touch_framework: 'Light-touch framework (Procurement Act 2023)',
  below_threshold: 'Below the thresholds of the Procurement Act 2023',
};

export const payers: Record<Schemas['FeePayer'], string> = {
  council: 'the council that places', supplier: 'the provider that is awarded', member: 'every provider',
};

export const feeInWords = (fee: Schemas['SchemeFee'] | null): string =>
  (fee === null ? 'Nobody is charged' : `${fee.percent} % from ${payers[fee.payer]}`);
