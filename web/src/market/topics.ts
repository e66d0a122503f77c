// topics.ts - what notifications and events are about, in words.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';

export const topics: Record<Schemas['NoticeTopic'], string> = {
  admission: 'Applications and admission',
  standing: 'Whether a home stays accredited',
  referrals: 'Referrals, bids and awards',
  placements: 'Placements and their agreements',
  enquiries: 'Enquiries of people who pay for themselves',
  schemes: 'Changes of a scheme',
  security: 'Sign-ins, people and machine clients',
};
