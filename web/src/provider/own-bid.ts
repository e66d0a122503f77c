// own-bid.ts - a bid of ours: read and written.
// SPDX-License-Identifier: Apache-2.0
import { type Answer, answer, api, body, ifThere, Problem, type Schemas } from '#api/client.ts';
import type { Values } from '#forms/values.ts';

export type Bid = Schemas['Bid'];

export interface BidOf {
  referral: Schemas['Referral'];
  home: Schemas['InvitedHome'];
  // null where there is none, or none any more.
  own: Answer<Schemas['OwnBid']> | null;
}

export async function bidOf(referral_id: string, establishment_id: string): Promise<BidOf> {
  const [referral, own] = await Promise.all([
    body(api.GET('/v1/referrals/{referral_id}', { params: { path: { referral_id } } })),
    ifThere(api.GET('/v1/referrals/{referral_id}/bids/{establishment_id}', {
      params: { path: { referral_id, establishment_id } } })),
  ]);
  const home = referral.establishments?.find(({ id }) => id === establishment_id);
  if (home === undefined)
    throw new Problem({}, 404);
  return { referral, home, own };
}

export const childAt = (n: number) => `children-${n}`;

export function readBid(values: Values, { referral }: BidOf): Bid {
  const heads = referral.cost_heads.map(({ code }) => code);
  return {
    children: Array.from({ length: referral.children }, (_, n) => readChild(values, childAt(n), heads)),
    needs_met: values.all('needs_met'),
    features_met: values.all('features_met'),
    statement: values.required('statement'),
    available_from: values.date('available_from'),
  };
}

// A head that is left empty is the accredited figure: the API says so.
function readChild(values: Values, at: string, heads: string[]): Schemas['BidChild'] {
  const core_pence: Record<string, number> = {};
  for (const code of heads) {
    const pence = values.optionalPence(`${at}-core_pence-${code}`);
    if (pence !== null)
      core_pence[code] = pence;
  }
  return {
    core_pence,
    variable: values.rows(`${at}-variable`, (row) => ({
      text: values.required(`${row}-text`), amount_pence: values.pence(`${row}-amount_pence`),
    })),
  };
}

export async function putBid(
  { referral, home, own }: BidOf, bid: Bid,
): Promise<Answer<Schemas['BidSealed']>> {
  return answer(api.PUT('/v1/referrals/{referral_id}/bids/{establishment_id}', {
    params: {
      path: { referral_id: referral.id, establishment_id: home.id },
      header: own ? { 'If-Match': own.etag } : { 'If-None-Match': '*' },
    },
    body: bid,
  }));
}
