// provider.test.ts - a provider at its work: invitations, bids, placements, applications, homes.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import type { Browser } from 'playwright-core';

import { asPrincipal, type Caller, clock, demo, openBrowser, Person } from './harness.ts';

const DAY = 86_400_000;
const day = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
const unique = Math.random().toString(36).slice(2, 8);

let browser: Browser;
let lead: Caller;
let council: Caller;
let provider: Caller;
let scheme = '';
let category = '';
const homes: Record<string, string> = {};

const categoryBody = {
  code: 'sen-day', name: 'SEN day placements', client_group: 'children', regulator: 'ofsted', listed: false,
  suitability: 'Needs arise all year and homes join all year', price_unit: 'year',
  requirements: [{ code: 'safeguarding', question: 'Is there a safeguarding policy?', justification: 'Children are in your care' }],
  statements: [
    { code: 'workforce', question: 'How do you keep good staff?', weight: 60, justification: 'Continuity of care' },
    { code: 'outcomes', question: 'How do you measure outcomes?', weight: 40, justification: 'We pay for outcomes' },
  ],
  cost_heads: [{ code: 'premises', name: 'All costs related to the premises' }, { code: 'staff', name: 'Core staffing' }],
  evidence: [{ kind: 'public_liability_insurance', level: 'provider', due: 'entry', minimum_cover_pence: 500000000 }],
  core_cap_pence: 6000000, rating_floor: 'requires_improvement',
  weights: { price: 50, outcomes: 12, needs: 8, features: 5, location: 5, core: 20 },
  miles_per_mark: 10, choice_mode: 'none', evaluators: 1, openers: 1,
  response_hours: { emergency: 2, urgent: 4, next_day: 24, standard: 72, planned: 240 },
};

interface Made { id: string }

async function addHome(name: string): Promise<string> {
  return (await provider<Made>('POST', '/v1/establishments', {
    name, regulator: { scheme: 'ofsted', id: `T${unique}${Math.floor(Math.random() * 1e6)}` },
    address: { line_1: '1 High Street', line_2: null, town: 'Brighton', postcode: 'BN1 1AA' },
    rating: 'good', capacity: 20 })).id;
}

async function accredit(name: string, category_id: string): Promise<string> {
  const establishment_id = await addHome(name);
  const application = await provider<Made & { entries: Made[] }>('POST', '/v1/applications', {
    scheme_id: scheme, entries: [{ establishment_id, category_id }] });
  const entry = `/v1/applications/${application.id}/entries/${application.entries[0]!.id}`;
  await provider('PUT', entry, {
    requirements: { safeguarding: { met: true, note: 'Reviewed in May' } },
    statements: { workforce: 'We train and promote', outcomes: 'Each term, with the family' },
    core_pence: { premises: 1200000, staff: 2100000 }, discounts: [{ from_child: 2, percent: 10 }] });
  await provider('POST', `/v1/applications/${application.id}/submission`, {
    declaration: true, signatory: { name: 'Ada Okafor', position: 'Director' } });
  await lead('PUT', `${entry}/assessment`, {
    requirements: { safeguarding: { pass: true, reason: '' } }, rating: 'good',
    statements: { workforce: { score: 4, reason: 'Clear' }, outcomes: { score: 3, reason: 'Measured' } } });
  await lead('POST', `${entry}/decision`, { outcome: 'accredited', reason: 'All met' });
  return establishment_id;
}

async function refer(title: string): Promise<Made & { reference: string }> {
  const referral = await council<Made & { reference: string }>('POST', '/v1/referrals', {
    scheme_id: scheme, category_id: category, title, urgency: 'standard',
    portrait: { age_band: '13-15', summary: 'Enjoys swimming.\nNeeds speech therapy.' },
    need_by: day(30), origin_postcode: 'BN1 1AA', radius_miles: 20, children: 1,
    needs: [{ code: 'salt', text: 'Speech and language therapy', mark: 8 }],
    features: [{ code: 'dfe', text: 'DfE registered', must: true, mark: 0 }, { code: 'pool', text: 'Hydrotherapy pool', must: false, mark: 3 }],
    outcomes: [{ code: 'attend', text: 'Attends at least 90 % by spring' }],
    budget_pence: 5200000, deadline: `${new Date(Date.now() + 4 * DAY).toISOString().slice(0, 19)}Z` });
  await council('POST', `/v1/referrals/${referral.id}/publication`, {});
  return referral;
}

before(async () => {
  clock('reset');
  browser = await openBrowser();
  [lead, council, provider] = await Promise.all(['lead', 'council_a', 'provider_a'].map(asPrincipal)) as [Caller, Caller, Caller];
  scheme = (await lead<Made>('POST', '/v1/schemes', {
    name: `Coastal placements ${unique}`, reference: `CP-${unique}`, regime: 'pa23_light_touch_framework',
    valid_from: '2026-01-01', valid_to: '2031-12-31', description: 'Day placements' })).id;
  await lead('PUT', `/v1/schemes/${scheme}/councils/${demo.principals['council_a']!.organisation_id}`,
    { kind: 'partner', from: '2026-01-01', to: '2031-12-31' });
  // One asks for a document, the other does not.
  category = (await lead<Made>('POST', `/v1/schemes/${scheme}/categories`, { ...categoryBody, evidence: [] })).id;
  await lead<Made>('POST', `/v1/schemes/${scheme}/categories`,
    { ...categoryBody, code: 'sen-week', name: 'SEN weekly placements' });
  await lead('POST', `/v1/schemes/${scheme}/opening`, {});
  for (const name of ['Ashdown House', 'Ashdown Lodge'])
    homes[name] = await accredit(`${name} ${unique}`, category);
});

after(async () => {
  clock('reset');
  await browser.close();
});

test('a bid is filled in, checked, sealed, changed, withdrawn and placed again', async () => {
  const referral = await refer(`Year 9 place ${unique}`);
  const person = await Person.signedIn(browser, 'provider_a');
  const { page } = person;
  await person.goto('/provider/');
  await page.getByText('Invitations to answer').waitFor();
  await person.inspect('provider-home');
  await page.getByRole('link', { name: 'Invitations', exact: true }).click();
  await person.ready();
  const card = page.getByRole('article', { name: `Year 9 place ${unique}: Ashdown House ${unique}` });
  assert.match(await card.innerText(), /3 days 23 hours left/);
  await person.inspect('provider-invitations');
  await card.getByRole('button', { name: /^Read it/ }).click();
  await page.getByRole('heading', { name: `Year 9 place ${unique}`, level: 1 }).waitFor();
  await person.inspect('provider-referral');
  await page.getByRole('button', { name: `Bid for Ashdown House ${unique}` }).click();
  await page.getByRole('heading', { name: `Bid for Ashdown House ${unique}` }).waitFor();
  await person.inspect('provider-bid');

  // What cannot be read is told at its field, and nothing is lost.
  await page.getByRole('button', { name: 'Add a cost' }).click();
  await page.getByLabel('What it is for').fill('One-to-one support');
  await page.getByLabel('Amount a year').fill('a lot');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('There is a problem').waitFor();
  assert.match(await page.title(), /^Error: /);
  assert.equal(await page.getByLabel('What it is for').inputValue(), 'One-to-one support');
  await person.inspect('provider-bid-refused');
  await page.getByLabel('Amount a year').fill('3,900');
  await page.getByLabel('Speech and language therapy').check();
  await page.getByLabel('DfE registered').check();
  await page.getByLabel('How will the outcomes be met').fill('Termly targets with the family');
  const [year, month, date] = day(20).split('-');
  await page.getByLabel('Day').fill(date!);
  await page.getByLabel('Month').fill(month!);
  await page.getByLabel('Year', { exact: true }).fill(year!);
  // More than was accredited: the API says no, in its words, at the field.
  await page.getByLabel('Core staffing').fill('99999');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Check your bid' }).waitFor();
  await page.getByRole('button', { name: 'Seal the bid' }).click();
  await page.getByText('There is a problem').waitFor();
  await page.locator('.govuk-error-summary a').first().click();
  assert.match(await page.evaluate(() => document.activeElement?.id ?? ''), /^children-0-core_pence-staff$/);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('21000');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Check your bid' }).waitFor();
  assert.match(await page.locator('main').innerText(), /Total\s+£36,900/);
  await person.inspect('provider-bid-check');
  await page.getByRole('link', { name: 'Change the features of the home' }).click();
  await page.getByLabel('Hydrotherapy pool').check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Seal the bid' }).dblclick();
  await page.getByRole('heading', { name: 'Bid sealed' }).waitFor();
  await person.ready();
  assert.match(await page.locator('main').innerText(), /Version\s+1/);
  assert.match(await page.locator('main').innerText(), /£36,900 a year/);
  await person.inspect('provider-receipt');

  await page.getByRole('button', { name: 'Change the bid' }).click();
  await person.ready();
  assert.equal(await page.getByLabel('How will the outcomes be met').inputValue(), 'Termly targets with the family');
  await page.getByLabel('Amount a year').fill('4000');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Seal the changed bid' }).click();
  await page.getByRole('heading', { name: 'Bid sealed' }).waitFor();
  await person.ready();
  assert.match(await page.locator('main').innerText(), /Version\s+2/);
  await page.getByRole('link', { name: 'Withdraw the bid' }).click();
  await person.ready();
  await person.inspect('provider-bid-withdraw');
  await page.getByRole('button', { name: 'Withdraw the bid' }).click();
  await page.getByText('is withdrawn').waitFor();
  await page.getByRole('button', { name: `Bid for Ashdown House ${unique}` }).waitFor();
  assert.equal((await provider<{ items: { referral_id: string; response: string }[] }>('GET', '/v1/invitations?state=open')).items
    .filter(({ referral_id, response }) => referral_id === referral.id && response === 'bid').length, 0);
  await person.close();
});

test('"no bid" is one press, and can be taken back', async () => {
  await refer(`Year 5 place ${unique}`);
  const person = await Person.signedIn(browser, 'provider_a');
  const { page } = person;
  await person.goto('/provider/invitations/');
  const card = page.getByRole('article', { name: `Year 5 place ${unique}: Ashdown Lodge ${unique}` });
  await card.locator('summary').click();
  await person.inspect('provider-no-bid');
  await card.getByRole('button', { name: /^No vacancy/ }).dblclick();
  await page.getByText(`No bid of Ashdown Lodge ${unique}`).waitFor();
  await card.locator('.govuk-tag', { hasText: 'No bid' }).waitFor();
  await person.inspect('provider-no-bid-done');
  await card.getByRole('button', { name: /^Read it/ }).click();
  await person.ready();
  await page.getByText('No bid for this').click();
  await page.getByRole('button', { name: 'Send no bid' }).click();
  await page.getByText('There is a problem').waitFor();
  await person.inspect('provider-no-bid-refused');
  await page.getByLabel('Too far away').check();
  await page.getByRole('button', { name: 'Send no bid' }).click();
  await page.getByText('No bid from 2 homes').waitFor();
  await page.getByRole('button', { name: `Bid for Ashdown House ${unique}` }).waitFor();
  await person.close();
});

test('a bid by keyboard alone; the award, its scores, the signature', async () => {
  const referral = await refer(`Year 7 place ${unique}`);
  const person = await Person.signedIn(browser, 'provider_a');
  const { page } = person;
  await person.goto(`/provider/referrals/${referral.id}/bid/${homes['Ashdown House']}/`);
  await page.getByLabel('Speech and language therapy').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Weekly goals, agreed with the child');
  await page.keyboard.press('Tab');
  for (const part of day(20).split('-').reverse()) {
    await page.keyboard.type(part);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Check your bid' }).waitFor();
  await page.getByRole('button', { name: 'Seal the bid' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Bid sealed' }).waitFor();
  await provider('PUT', `/v1/referrals/${referral.id}/bids/${homes['Ashdown Lodge']}`, {
    children: [{ variable: [{ text: 'Transport', amount_pence: 600000 }] }], needs_met: [], features_met: ['dfe'],
    statement: 'We will see', available_from: day(25) });

  clock('+97h');
  [lead, council, provider] = await Promise.all(['lead', 'council_a', 'provider_a'].map(asPrincipal)) as [Caller, Caller, Caller];
  await council('POST', `/v1/referrals/${referral.id}/opening`, {});
  const { items } = await council<{ items: { bid_id: string; name: string }[] }>('GET', `/v1/referrals/${referral.id}/bids`);
  for (const { bid_id } of items)
    await council('PUT', `/v1/bids/${bid_id}/evaluation`, { score: 4, reason: 'Specific and measured' });
  const { bids } = await council<{ bids: { bid_id: string }[] }>('POST', `/v1/referrals/${referral.id}/ranking`, {});
  const { placement_id } = await council<{ placement_id: string }>('POST', `/v1/referrals/${referral.id}/award`,
    { bid_id: bids[0]!.bid_id, reason: 'Highest ranked' });

  await person.goto('/provider/invitations/?state=closed');
  await person.inspect('provider-invitations-closed');
  await person.goto('/provider/bids/');
  await person.inspect('provider-bids');
  await page.getByRole('link', { name: `Scores ${referral.reference}, Ashdown House ${unique}` }).click();
  await person.ready();
  assert.match(await page.locator('main').innerText(), /Your text was given 4 of 5/);
  await person.inspect('provider-feedback');
  await person.goto('/provider/placements/');
  await person.inspect('provider-placements');
  await person.goto(`/provider/placements/${placement_id}/`);
  await page.getByText('The council has not told you who it is yet').waitFor();
  await council('PUT', `/v1/placements/${placement_id}/disclosure`, { text: 'Sam is 12 and lives with an aunt.' });
  await person.goto(`/provider/placements/${placement_id}/refuse/`);
  await person.inspect('provider-placement-refuse');
  await page.getByRole('link', { name: 'Go back' }).click();
  await person.ready();
  await page.getByText('Sam is 12').waitFor();
  await page.getByRole('button', { name: 'Sign the placement' }).click();
  await page.getByText('There is a problem').waitFor();
  await person.inspect('provider-placement-refused');
  await page.getByLabel('Your position').fill('Manager');
  await page.getByRole('button', { name: 'Sign the placement' }).dblclick();
  await page.getByText('The council signs next').waitFor();
  assert.equal((await council<{ state: string }>('GET', `/v1/placements/${placement_id}`)).state, 'awaiting_council');
  await person.inspect('provider-placement-signed');
  clock('reset');
  await person.close();
});
