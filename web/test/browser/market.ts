// market.ts - a scheme of its own for a test: a category, accredited homes, bids.
// SPDX-License-Identifier: Apache-2.0
import { asPrincipal, type Caller, demo } from './harness.ts';

interface Thing {
  id: string;
}

export interface Home {
  id: string;
  name: string;
  provider: Caller;
}

export interface Market {
  name: string;
  scheme: string;
  category: string;
  homes: Home[];
}

const days = (from: number): string => new Date(Date.now() + from * 86_400_000).toISOString();
export const dayFromNow = (from: number): string => days(from).slice(0, 10);
export const timeFromNow = (from: number): string => `${days(from).slice(0, 19)}Z`;

export interface Terms {
  // Of the scheme, all else of its category.
  regime?: string;
  code?: string;
  name?: string;
  listed?: boolean;
  requirements?: object[];
  statements?: object[];
  evidence?: object[];
  due_diligence?: string[];
  highest_risk?: string;
  choice_mode?: string;
  evaluators?: number;
  openers?: number;
  price_unit?: string;
  assessors?: number;
}

export const categoryOf = (terms: Terms = {}) => ({
  code: 'day', name: 'Day placements', client_group: 'children', regulator: 'ofsted', listed: true,
  suitability: 'Needs arise all year', price_unit: 'year',
  requirements: [{ code: 'safeguarding', question: 'Is there a policy?', justification: 'Children are in your care' }],
  statements: [{ code: 'workforce', question: 'How do you keep good staff?', weight: 100, justification: 'Continuity' }],
  cost_heads: [{ code: 'premises', name: 'Premises' }, { code: 'staff', name: 'Core staffing' }],
  core_cap_pence: 6_000_000, rating_floor: 'requires_improvement',
  weights: { price: 50, outcomes: 12, needs: 8, features: 5, location: 5, core: 20 },
  miles_per_mark: 10, choice_mode: 'top3_within_5', evaluators: 1, openers: 1,
  response_hours: { emergency: 2, urgent: 4, next_day: 24, standard: 72, planned: 240 },
  ...terms,
});

export const addCategory = async (lead: Caller, scheme: string, terms: Terms = {}): Promise<string> =>
  (await lead<Thing>('POST', `/v1/schemes/${scheme}/categories`, categoryOf(terms))).id;

// A scheme that is open, with a category for each of the terms; council_a buys in it.
export async function openScheme(
  lead: Caller, name: string, categories: Terms[], regime = 'pa23_light_touch_framework',
): Promise<{ scheme: string; categories: string[] }> {
  const { id: scheme } = await lead<Thing>('POST', '/v1/schemes', {
    name, reference: `T-${Math.floor(Math.random() * 1e9)}`, regime, valid_from: '2026-01-01',
    // By law, the last day of the old rules.
    valid_to: regime === 'pcr_dps' ? '2029-02-23' : '2031-12-31', description: 'For a test in a browser',
  });
  await lead('PUT', `/v1/schemes/${scheme}/councils/${demo.principals['council_a']!.organisation_id}`,
    { kind: 'partner', from: '2026-01-01', to: '2029-02-23' });
  const ids = [];
  for (const terms of categories)
    ids.push(await addCategory(lead, scheme, terms));
  await lead('POST', `/v1/schemes/${scheme}/opening`, {});
  return { scheme, categories: ids };
}

// One home for each of these providers, all of them in Brighton.
export async function makeMarket({ regime, ...terms }: Terms, providers: string[]): Promise<Market> {
  const lead = await asPrincipal('lead');
  const name = `Test scheme ${Math.floor(Math.random() * 1e9)}`;
  const { scheme, categories: [category = ''] } = await openScheme(lead, name, [terms], regime);
  const homes: Home[] = [];
  for (const [n, provider] of providers.entries())
    homes.push(await accredit(lead, await asPrincipal(provider), { scheme, category }, n));
  return { name, scheme, category, homes };
}

const names = ['Ashdown House', 'Beechwood', 'Chalk Hill', 'Downland'];

export const addHome = async (provider: Caller, name: string): Promise<string> =>
  (await provider<Thing>('POST', '/v1/establishments', {
    name, regulator: { scheme: 'ofsted', id: String(Math.floor(Math.random() * 1e8)) },
    address: { line_1: '1 High Street', line_2: null, town: 'Brighton', postcode: 'BN1 1AA' },
    rating: 'good', capacity: 20,
  })).id;

export interface Application extends Thing {
  reference: string;
  // Its one home.
  entry: string;
  home: Home;
}

// `answers`: what the category asks for instead of the usual; `before`: what is
// done before it is sent in.
export async function apply(
  { scheme, category }: Pick<Market, 'scheme' | 'category'>, provider: Caller, n = 0,
  { name = names[n % names.length]!, answers, before }: {
    name?: string; answers?: object; before?: (path: string) => Promise<unknown>;
  } = {},
): Promise<Application> {
  const id = await addHome(provider, name);
  const application = await provider<Thing & { entries: Thing[] }>('POST', '/v1/applications',
    { scheme_id: scheme, entries: [{ establishment_id: id, category_id: category }] });
  const path = `/v1/applications/${application.id}`;
  const entry = `${path}/entries/${application.entries[0]!.id}`;
  await provider('PATCH', entry, answers ?? {
    requirements: { safeguarding: { met: true, note: '' } }, statements: { workforce: 'We train and promote' },
    core_pence: { premises: 1_200_000, staff: 2_100_000 }, discounts: [],
  });
  await before?.(path);
  const { reference } = await provider<{ reference: string }>('POST', `${path}/submission`,
    { declaration: true, signatory: { name: 'Ada Okafor', position: 'Director' } });
  return { id: application.id, reference, entry, home: { id, name, provider } };
}

export const marks = {
  requirements: { safeguarding: { pass: true, reason: '' } }, rating: 'good',
  statements: { workforce: { score: 4, reason: 'Clear' } },
};

async function accredit(lead: Caller, provider: Caller, market: Pick<Market, 'scheme' | 'category'>, n: number): Promise<Home> {
  const { entry, home } = await apply(market, provider, n);
  await lead('PUT', `${entry}/assessment`, marks);
  await lead('POST', `${entry}/decision`, { outcome: 'accredited', reason: 'All met' });
  return home;
}

export const draftOf = (market: Pick<Market, 'scheme' | 'category'>, more: object = {}) => ({
  scheme_id: market.scheme, category_id: market.category, title: 'Year 9 day placement', urgency: 'standard',
  portrait: { age_band: '13-15', summary: 'Enjoys swimming; needs speech therapy' },
  need_by: dayFromNow(30), origin_postcode: 'BN1 1AA', radius_miles: 20, children: 1,
  needs: [{ code: 'salt', text: 'Speech and language therapy', mark: 8 }],
  features: [{ code: 'pool', text: 'Hydrotherapy pool', must: false, mark: 3 }],
  outcomes: [{ code: 'attend', text: 'Attends at least 90 % by spring' }],
  budget_pence: 5_200_000, deadline: timeFromNow(4), ...more,
});

// A referral that is open for bids; its id.
export async function publish(market: Market, more: object = {}): Promise<string> {
  const council = await asPrincipal('council_a');
  const { id } = await council<Thing>('POST', '/v1/referrals', draftOf(market, more));
  await council('POST', `/v1/referrals/${id}/publication`, {});
  return id;
}

// `extra` pence above the accredited costs of 33,000 pounds.
export const bid = (
  home: Home, referral_id: string, extra: number, features_met: string[] = ['pool'], needs_met: string[] = ['salt'],
) =>
  home.provider('PUT', `/v1/referrals/${referral_id}/bids/${home.id}`, {
    children: [{ variable: [{ text: '1:1 support', amount_pence: extra }] }], needs_met, features_met,
    statement: 'Termly targets with the family.\nWe measure each of them every Friday.',
    available_from: dayFromNow(20),
  });
