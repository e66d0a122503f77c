// agreement.ts - which applications wait for an agreement to be signed.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { newestAgreement } from '#market/agreement.tsx';

type Application = Schemas['Application'];

const pending: Schemas['ApplicationState'][] = ['submitted', 'information_requested'];

// Sent in before its scheme had an agreement: nothing is decided until one is signed.
export const agreementToSign = async ({ state, agreement, scheme_id }: Application): Promise<Schemas['Agreement'] | null> =>
  (pending.includes(state) && agreement === null ? newestAgreement(scheme_id) : null);

// Of many applications; each scheme is asked once.
export async function unsigned(applications: Application[]): Promise<Application[]> {
  const without = applications.filter(({ agreement }) => agreement === null);
  const schemes = [...new Set(without.map(({ scheme_id }) => scheme_id))];
  const newest = await Promise.all(schemes.map(newestAgreement));
  return without.filter(({ scheme_id }) => newest[schemes.indexOf(scheme_id)]);
}
