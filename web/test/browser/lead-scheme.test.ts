// lead-scheme.test.ts - a lead authority and its scheme: terms, categories, caps, library, reports.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import type { Browser, Page } from 'playwright-core';

import { banner, fillDate, press, unique } from './by-hand.ts';
import { asPrincipal, type Caller, demo, openBrowser, Person } from './harness.ts';
import { categoryOf, dayFromNow, makeMarket, type Market, publish } from './market.ts';

interface Made { id: string }

let browser: Browser;
let lead: Caller;
let council: Caller;
let market: Market;
let here = '';
let inside = '';

const councilId = demo.principals['council_a']!.organisation_id;

before(async () => {
  browser = await openBrowser();
  [lead, council] = await Promise.all([asPrincipal('lead'), asPrincipal('council_a')]);
  market = await makeMarket({}, ['provider_a']);
  here = `/lead/schemes/${market.scheme}/`;
  inside = `${here}categories/${market.category}/`;
});

after(() => browser.close());

const draft = (name: string) => lead<Made>('POST', '/v1/schemes', {
  name: `${name} ${unique}`, reference: `${name.slice(0, 2).toUpperCase()}-${unique}`, regime: 'pcr_pseudo_dps',
  valid_from: '2025-01-01', valid_to: '2028-12-31', description: 'Homes by the sea' });

// The first link of the summary leads to the field at fault.
async function faultAt(page: Page, id: string): Promise<void> {
  await page.getByText('There is a problem').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.className.includes('govuk-error-summary')), true);
  await page.locator('.govuk-error-summary a').first().click();
  assert.equal(await page.evaluate(() => document.activeElement?.id), id);
}

async function fileOf(page: Page, button: RegExp): Promise<[name: string, text: string]> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const file = await download;
  return [file.suggestedFilename(), readFileSync(await file.path(), 'utf8')];
}

test('a category is read, and the councils’ caps in it', async () => {
  const person = await Person.signedIn(browser, 'lead');
  const { page } = person;
  await person.goto(here);
  await person.inspect('lead-scheme-open');
  await page.getByRole('link', { name: 'Day placements' }).click();
  await person.ready();
  await page.getByText('1 home', { exact: true }).waitFor();
  await page.getByText('BN: 1').waitFor();
  await person.inspect('lead-category');
  await page.getByRole('link', { name: 'Caps of councils on core costs' }).click();
  await person.ready();
  await page.getByText('No council has set one').waitFor();
  await person.inspect('lead-caps-none');
  for (const [core_cap_pence, reason] of [[3_300_000, 'The budget of 2026'], [3_400_000, 'Cabinet, 3 March']])
    await council('PUT', `/v1/categories/${market.category}/council-caps/${councilId}`, { core_cap_pence, reason });
  await page.reload();
  await page.getByRole('row', { name: /£34,000 a year.*Cabinet, 3 March/ }).waitFor();
  await page.getByText(/2 caps, the last first/).click();
  await page.getByText(/£33,000 a year.*The budget of 2026/).waitFor();
  await person.inspect('lead-caps');
  await person.goto(inside);
  await page.getByRole('link', { name: '1 home' }).click();
  await person.ready();
  await page.getByRole('row', { name: /^Ashdown House/ }).waitFor();
  await page.getByText('Category: Day placements').waitFor();
  await person.inspect('lead-accreditations-of-category');
  await person.close();
});

test('a category is suspended, resumed and, once nothing is under way, withdrawn', async () => {
  const referral = await publish(market);
  const person = await Person.signedIn(browser, 'lead');
  const { page } = person;
  await person.goto(inside);
  await page.getByRole('link', { name: 'Suspend' }).click();
  await person.ready();
  await page.getByText('No council can publish a referral in it').waitFor();
  await person.inspect('lead-category-suspend');
  await press(page, 'Suspend the category');
  await faultAt(page, 'reason');
  await person.inspect('lead-category-suspend-refused');
  await page.getByLabel('Reason').fill('Too few homes are left.');
  await press(page, 'Suspend the category');
  await banner(page, 'Day placements is suspended');
  await page.getByText('Suspended: Too few homes are left.').waitFor();
  await person.inspect('lead-category-suspended');

  await page.getByRole('link', { name: 'Withdraw' }).click();
  await person.ready();
  await page.getByText('This cannot be taken back').waitFor();
  await page.getByLabel('Reason').fill('Nobody refers any more.');
  await press(page, 'Withdraw the category for good');
  await page.getByText('are under way; suspend it until they are finished').waitFor();
  assert.equal(await page.getByLabel('Reason').inputValue(), 'Nobody refers any more.');
  await person.inspect('lead-category-withdraw-refused');

  await person.goto(inside);
  await page.getByRole('button', { name: 'End the suspension' }).click();
  await person.ready();
  await page.getByLabel('Reason').fill('Two homes have joined.');
  await person.inspect('lead-category-resume');
  await press(page, 'End the suspension');
  await banner(page, 'is open for referrals again');
  await page.getByText('Open again: Two homes have joined.').waitFor();

  await council('POST', `/v1/referrals/${referral}/cancellation`, { reason: 'The family has moved away.' });
  await page.getByRole('link', { name: 'Withdraw' }).click();
  await person.ready();
  await page.getByLabel('Reason').fill('Nobody refers any more.');
  await press(page, 'Withdraw the category for good');
  await banner(page, 'is withdrawn');
  await page.getByText('Withdrawn: Nobody refers any more.').waitFor();
  assert.equal(await page.getByRole('link', { name: 'Suspend' }).count(), 0);
  await person.inspect('lead-category-withdrawn');

  // An old tab still offers it.
  await person.goto(`${inside}act/?do=suspension`);
  await page.getByLabel('Reason').fill('Once more.');
  await press(page, 'Suspend the category');
  await page.getByText('This category has been withdrawn').waitFor();
  await person.close();
});

test('the terms of a draft change freely', async () => {
  const { id } = await draft('Coastal homes');
  const person = await Person.signedIn(browser, 'lead');
  const { page } = person;
  await person.goto(`/lead/schemes/${id}/`);
  await page.getByRole('button', { name: 'Change the terms' }).click();
  await person.ready();
  await person.inspect('lead-terms-draft');
  await page.getByLabel('Name', { exact: true }).fill(`Seaside homes ${unique}`);
  await fillDate(page, 'Last day', '2024-12-31');
  await press(page, 'Save the draft');
  await faultAt(page, 'valid_to-day');
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), `Seaside homes ${unique}`);
  await person.inspect('lead-terms-draft-refused');
  await fillDate(page, 'Last day', '2027-12-31');
  await page.getByLabel('Who is charged').selectOption('The council that places');
  await page.getByLabel('Charge (if anybody is charged)').fill('1.5');
  await press(page, 'Add a departure');
  await page.getByLabel('The rule', { exact: true }).fill('PCR 2015 reg 34(21)');
  await page.getByLabel('What is done instead').fill('Only homes within a radius are invited.');
  await page.getByLabel('Why').fill('A child should not be placed out of reach.');
  await press(page, 'Save the draft');
  await banner(page, 'The draft is changed');
  await page.getByRole('heading', { name: `Seaside homes ${unique}` }).waitFor();
  await page.getByText('1.5 % from the council that places').waitFor();
  await page.getByText('31 December 2027').waitFor();
  const { variations } = await lead<{ variations: object[] }>('GET', `/v1/schemes/${id}`);
  assert.equal(variations.length, 1);
  await person.close();
});

test('the terms of what is published change by versions, with reasons', async () => {
  const person = await Person.signedIn(browser, 'lead');
  const { page } = person;
  await person.goto(`${here}versions/`);
  await page.getByText('Nothing has changed since').waitFor();
  await person.inspect('lead-versions-none');
  await person.goto(`${here}terms/`);
  await person.inspect('lead-terms');
  await page.getByLabel('What it is for').fill('Day placements\nfor children of all ages');
  await fillDate(page, 'Last day', '2030-12-31');
  await page.getByLabel('Who is charged').selectOption('The council that places');
  await page.getByLabel('Charge (if anybody is charged)').fill('1');
  await press(page, 'Publish the new terms');
  await faultAt(page, 'reason');
  assert.equal(await page.getByLabel('What it is for').inputValue(), 'Day placements\nfor children of all ages');
  await person.inspect('lead-terms-refused');

  // A colleague was faster.
  await lead('PATCH', `/v1/schemes/${market.scheme}`, { name: `${market.name}, South`, reason: 'There is one in the north, too.' });
  await page.getByLabel('Reason for the change').fill('The councils merge by then.');
  await press(page, 'Publish the new terms');
  await page.getByText('Somebody else has changed this since you opened it').waitFor();
  assert.equal(await page.getByLabel('Reason for the change').inputValue(), 'The councils merge by then.');
  await person.inspect('lead-terms-stale');

  await person.goto(`${here}terms/`);
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), `${market.name}, South`);
  await page.getByLabel('What it is for').fill('Day placements\nfor children of all ages');
  await fillDate(page, 'Last day', '2030-12-31');
  await page.getByLabel('Who is charged').selectOption('The council that places');
  await page.getByLabel('Charge (if anybody is charged)').fill('1');
  await page.getByLabel('Reason for the change').fill('The councils merge by then.');
  await press(page, 'Publish the new terms');
  await banner(page, 'The terms are changed');
  await page.getByRole('heading', { name: 'Version 3: another last day' }).waitFor();
  await page.getByText('From 31 December 2031 to 31 December 2030').waitFor();
  await page.getByText('From “Nobody is charged” to “1 % from the council that places”').waitFor();
  await page.getByText(`From ${market.name} to ${market.name}, South`).waitFor();
  await person.inspect('lead-versions');

  // Sent as it is, it makes no version.
  await person.goto(`${here}terms/`);
  await page.getByLabel('Reason for the change').fill('None.');
  await press(page, 'Publish the new terms');
  await banner(page, 'Nothing was different');
  for (let n = 0; n < 9; n++)
    await lead('PATCH', `/v1/schemes/${market.scheme}`, { description: `Wording ${n}`, reason: 'Plainer.' });
  await lead('POST', `/v1/schemes/${market.scheme}/pause`, { until: dayFromNow(30), reason: 'Homes move in.' });
  await lead('POST', `/v1/schemes/${market.scheme}/resumption`, { reason: 'They have.' });
  await person.goto(`${here}versions/`);
  await page.getByText(/^From \d.* until \d/).waitFor();
  await page.getByText(/^It was set until \d.* and ended on \d/).waitFor();
  assert.equal(await page.getByRole('heading', { name: 'Version 2: other terms' }).count(), 0);
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.getByRole('heading', { name: 'Version 2: other terms' }).waitFor();
  await person.close();
});

test('the terms of a scheme that is over stay', async () => {
  const { id } = await draft('Forgotten homes');
  await lead('PUT', `/v1/schemes/${id}/councils/${councilId}`, { kind: 'partner', from: '2025-01-01', to: '2028-12-31' });
  await lead('POST', `/v1/schemes/${id}/categories`, categoryOf());
  await lead('POST', `/v1/schemes/${id}/intention`, {});
  await lead('POST', `/v1/schemes/${id}/abandonment`, { reason: 'Nobody wants it.' });
  const person = await Person.signedIn(browser, 'lead');
  await person.goto(`/lead/schemes/${id}/`);
  assert.equal(await person.page.getByRole('button', { name: 'Change the terms' }).count(), 0);
  await person.goto(`/lead/schemes/${id}/terms/`);
  await person.page.getByText('This scheme is over').waitFor();
  await person.inspect('lead-terms-over');
  await person.goto(`/lead/schemes/${id}/versions/`);
  await person.page.getByText('From Announced to Abandoned').waitFor();
  await person.close();
});

test('a question of the library is written once and asked by a category in two stages', async () => {
  const { id } = await draft('Library homes');
  const person = await Person.signedIn(browser, 'lead');
  const { page } = person;
  await person.goto(`/lead/schemes/${id}/`);
  await page.getByRole('link', { name: 'Library of questions' }).click();
  await person.ready();
  await page.getByText('The library is empty').waitFor();
  await person.inspect('lead-library-empty');
  await page.getByRole('button', { name: 'Add a question' }).click();
  await person.ready();
  await press(page, 'Add the question');
  await faultAt(page, 'kind');
  await person.inspect('lead-library-new-refused');
  await page.getByRole('radio', { name: 'Requirement' }).check();
  await page.getByLabel('Short name').fill('safeguarding');
  await page.getByLabel('Question').fill('Is a safeguarding policy in force?');
  await page.getByLabel('Why it is proportionate').fill('It protects those who are placed.');
  await press(page, 'Add the question');
  await banner(page, 'The question is in the library');
  await page.getByText('No category asks it yet').waitFor();
  await person.inspect('lead-library-question');
  await page.getByRole('button', { name: 'Write it in new words' }).click();
  await person.ready();
  await page.getByLabel('Short name').fill('safeguarding');
  await page.getByLabel('Question').fill('Is a safeguarding policy in force, and reviewed each year?');
  await press(page, 'Add the question');
  await page.locator('.govuk-error-summary').waitFor();
  await person.inspect('lead-library-wording-refused');
  await page.getByLabel('Short name').fill('safeguarding-2');
  await press(page, 'Add the question');
  await banner(page, 'The question is in the library');
  await lead('POST', `/v1/schemes/${id}/questions`,
    { kind: 'statement', code: 'workforce', question: 'How do you keep good staff?', justification: 'Continuity of care' });
  await person.goto(`/lead/schemes/${id}/library/`);
  assert.equal(await page.getByRole('row').count(), 4);
  await person.inspect('lead-library');

  await person.goto(`/lead/schemes/${id}/categories/new/`);
  await page.getByLabel('Name').first().fill('Care homes');
  await page.getByLabel('Short name').first().fill('care');
  await page.getByRole('radio', { name: 'Older people' }).check();
  await page.getByRole('radio', { name: 'Care Quality Commission (CQC)' }).check();
  await page.getByRole('radio', { name: 'Week' }).check();
  await page.getByLabel('Why a market that is always open suits this need').fill('Needs arise all year.');
  await page.getByRole('checkbox', { name: 'Ask in two stages' }).check();
  await page.locator('#requirements-0-library').selectOption('Library: safeguarding-2');
  await page.getByText('Is a safeguarding policy in force, and reviewed each year?').waitFor();
  await page.locator('#statements-0-library').selectOption('Library: workforce');
  await page.locator('#statements-0-stage').selectOption('The second stage, of those that passed the first');
  const fill = async (fields: Record<string, string>) => {
    for (const [name, value] of Object.entries(fields))
      await page.locator(`[name="${name}"]`).fill(value);
  };
  await fill({ 'statements-0-weight': '100', 'cost_heads-0-name': 'Core staffing', 'cost_heads-0-code': 'staff',
    'weights-price': '50', 'weights-outcomes': '12', 'weights-needs': '8', 'weights-features': '5', 'weights-location': '5', 'weights-core': '20' });
  await page.getByText('Let the regulator’s rating count').click();
  await fill({ 'core_blend-statements': '60', 'core_blend-rating': '30', 'core_blend-points-outstanding': '100',
    'core_blend-points-good': '80', 'core_blend-points-requires_improvement': '40' });
  await page.getByRole('radio', { name: 'The best bid is awarded' }).check();
  await page.getByText('Let the regulator’s rating count').click();
  await press(page, 'Add the category');
  await faultAt(page, 'core_blend-statements');
  // The fold has opened by itself.
  await page.getByLabel('Share of the rating').waitFor({ state: 'visible' });
  await person.inspect('lead-category-blend-refused');
  await page.getByLabel('Share of the rating').fill('40');
  await press(page, 'Add the category');
  await banner(page, 'Care homes is added');
  await page.getByRole('link', { name: 'Care homes' }).click();
  await person.ready();
  await page.getByText('Two stages; costs belong to the second').waitFor();
  await page.getByText(/made of the statements \(60 %\) and of the regulator’s rating \(40 %\)/).waitFor();
  await page.getByText('Statements (1)').click();
  await page.getByText('How do you keep good staff? (asked in the second stage)').waitFor();
  await person.inspect('lead-category-draft');
  await person.goto(`/lead/schemes/${id}/library/`);
  await page.getByRole('link', { name: 'How do you keep good staff?' }).click();
  await person.ready();
  await page.getByRole('link', { name: 'Care homes' }).waitFor();
  await person.close();
});

test('the figures of a scheme are read, counted and taken away', async () => {
  const { id } = await draft('Empty homes');
  await lead('PUT', `/v1/schemes/${market.scheme}/targets`, {
    budget_lines: [
      { name: 'Platform licence', kind: 'yearly', planned_pence: 2_500_000, spent_pence: 1_000_000, contingency_percent: 10 },
      { name: 'Procurement', kind: 'one_off', planned_pence: 1_000_000, spent_pence: 1_000_000, contingency_percent: 0 },
    ],
    service_levels: { days_to_decide: 30 }, critical_mass: { homes: 5 },
  });
  const person = await Person.signedIn(browser, 'lead');
  const { page } = person;
  await person.goto(`/lead/schemes/${id}/reports/`);
  await page.getByText('There is no category yet').waitFor();
  await person.inspect('lead-reports-empty');
  await person.goto(here);
  await page.getByRole('link', { name: 'Reports' }).click();
  await person.ready();
  await page.getByRole('row', { name: /^Day placements 1 BN 1 .*Too few homes/ }).waitFor();
  await page.getByRole('row', { name: /^Together £35,000 £2,500 £20,000 £17,500/ }).waitFor();
  await page.getByRole('row', { name: /^Days until an application is decided 30/ }).waitFor();
  await page.getByRole('row', { name: /^Decided 1$/ }).waitFor();
  await person.inspect('lead-reports');
  const [name, budget] = await fileOf(page, /^Download as CSV.*Budget/);
  assert.equal(name, 'budget.csv');
  assert.match(budget, /"Line","Kind","Planned \(£\)","Contingency \(£\)","Spent \(£\)","Left \(£\)"\r\n"Platform licence","Each year",25000,2500,10000,17500\r\n/);

  await fillDate(page, 'First day (optional)', '2026-13-01');
  await press(page, 'Count');
  await faultAt(page, 'from-day');
  await fillDate(page, 'First day (optional)', '2026-01-01');
  await fillDate(page, 'Last day (optional)', '2026-03-31');
  await page.getByLabel('Category', { exact: true }).selectOption('Day placements');
  await page.getByLabel('Cost to share (optional)').fill('1,200');
  await press(page, 'Count');
  await page.getByText('0 placements from 1 January 2026 to 31 March 2026; £1,200 to share').waitFor();
  await person.inspect('lead-reports-counted');
  await person.close();
});
