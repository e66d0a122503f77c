// load.ts - what the pages about a referral ask the API for.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, everything, ifThere, type Schemas } from '#api/client.ts';

const about = (referral_id: string) => ({ params: { path: { referral_id } } });

export const loadReferral = (referral_id: string) =>
  answer(api.GET('/v1/referrals/{referral_id}', about(referral_id)));

// What became of a referral otherwise than by its own steps: the log knows when.
export interface Turn {
  at: string;
  type: 'referral.extended' | 'referral.cancelled';
}

export async function loadTurns(referral_id: string): Promise<Turn[]> {
  const types = ['referral.extended', 'referral.cancelled'] as const;
  const pages = await Promise.all(types.map(async (type) => {
    const { items } = await body(api.GET('/v1/audit', { params: { query: { referral_id, type } } }));
    return items.map(({ at }) => ({ at, type }));
  }));
  return pages.flat();
}

export const loadBids = (referral_id: string) => everything((cursor) =>
  body(api.GET('/v1/referrals/{referral_id}/bids', {
    params: { path: { referral_id }, query: { limit: 100, cursor } },
  })));

// By id, as far as the council sees them.
export async function loadHomes(ids: string[]): Promise<Map<string, Schemas['Establishment']>> {
  const found = await Promise.all(ids.map((establishment_id) =>
    ifThere(api.GET('/v1/establishments/{establishment_id}', { params: { path: { establishment_id } } }))));
  return new Map(found.flatMap((home) => (home ? [[home.data.id, home.data]] : [])));
}

export const loadMatches = (referral_id: string, radius_miles?: string) =>
  body(api.GET('/v1/referrals/{referral_id}/matches', {
    params: { path: { referral_id }, query: { radius_miles } },
  }));

export interface Decision {
  ranking: Schemas['Ranking'] | null;
  choice: Schemas['Choice'] | null;
  choiceTag: string;
  budget: Schemas['Budget'] | null;
  award: Schemas['Award'] | null;
  // What may be chosen now: as ranked, as offered again after a raise of the
  // budget, without the homes that have dropped out since.
  offered: Schemas['Offered'][];
}

// What has come of a referral since its bids were ranked.
export async function loadDecision(referral_id: string): Promise<Decision> {
  const [ranking, choice, budget, award] = await Promise.all([
    ifThere(api.GET('/v1/referrals/{referral_id}/ranking', about(referral_id))),
    ifThere(api.GET('/v1/referrals/{referral_id}/choice', about(referral_id))),
    ifThere(api.GET('/v1/referrals/{referral_id}/budget', about(referral_id))),
    ifThere(api.GET('/v1/referrals/{referral_id}/award', about(referral_id))),
  ]);
  return {
    ranking: ranking?.data ?? null,
    choice: choice?.data ?? null,
    choiceTag: choice?.etag ?? '',
    budget: budget?.data ?? null,
    award: award?.data ?? null,
    offered: choice?.data.offered ?? budget?.data.choice.offered
      ?? ranking?.data.choice.offered ?? [],
  };
}

// Whether the family is asked, or asked again, before the award. A window of
// near-equals in which one bid is left gives nothing to choose.
export const isChoicePending = (
  { choice_mode }: Schemas['Referral'], { offered, choice }: Decision,
): boolean => !choice?.standing && offered.length > (choice_mode === 'top3_within_5' ? 1 : 0);

export interface Offering {
  scheme: Schemas['Scheme'];
  category: Schemas['Category'];
}

// The categories in which this council may refer, with their schemes; or, of
// schemes in any state, has referred.
export async function loadOfferings(
  organisation_id: string, about: { state?: Schemas['SchemeState'] } = { state: 'open' },
): Promise<Offering[]> {
  const schemes = await everything((cursor) =>
    body(api.GET('/v1/schemes', { params: { query: { limit: 100, cursor, ...about } } })));
  return (await Promise.all(schemes.map((scheme) => offeringsOf(scheme, organisation_id)))).flat();
}

async function offeringsOf(scheme: Schemas['Scheme'], organisation_id: string): Promise<Offering[]> {
  const path = { scheme_id: scheme.id };
  const councils = await everything((cursor) => body(api.GET('/v1/schemes/{scheme_id}/councils',
    { params: { path, query: { limit: 100, cursor } } })));
  if (!councils.some(({ organisation }) => organisation.id === organisation_id))
    return [];
  const categories = await everything((cursor) => body(api.GET('/v1/schemes/{scheme_id}/categories',
    { params: { path, query: { limit: 100, cursor } } })));
  return categories.map((category) => ({ scheme, category }));
}
