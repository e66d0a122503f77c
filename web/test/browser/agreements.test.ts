// agreements.test.ts - what provider and lead authority settle between them: which homes apply,
// what is signed.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import type { Browser } from 'playwright-core';

import { banner, press, unique } from './by-hand.ts';
import { asPrincipal, type Caller, clock, openBrowser, Person } from './harness.ts';
import { makeMarket, type Market } from './market.ts';

interface Made { id: string }
interface Application extends Made { reference: string; entries: (Made & { establishment_name: string })[] }

let browser: Browser;
let provider: Caller;
let market: Market;

const answers = {
  requirements: { safeguarding: { met: true, note: '' } }, statements: { workforce: `We train and promote, ${unique}` },
  core_pence: { premises: 1_200_000, staff: 2_100_000 }, discounts: [],
};

async function addHome(name: string): Promise<string> {
  return (await provider<Made>('POST', '/v1/establishments', {
    name: `${name} ${unique}`, regulator: { scheme: 'ofsted', id: `A${unique}${Math.floor(Math.random() * 1e6)}` },
    address: { line_1: '1 High Street', line_2: null, town: 'Brighton', postcode: 'BN1 1AA' },
    rating: 'good', capacity: 20 })).id;
}

async function draft(home: string): Promise<Application> {
  const application = await provider<Application>('POST', '/v1/applications', {
    scheme_id: market.scheme, entries: [{ establishment_id: home, category_id: market.category }] });
  await provider('PUT', `/v1/applications/${application.id}/entries/${application.entries[0]!.id}`, answers);
  return application;
}

async function refused(person: Person, name: string): Promise<void> {
  const { page } = person;
  await page.getByText('There is a problem').waitFor();
  assert.match(await page.title(), /^Error: /);
  assert.equal(await page.evaluate(() => document.activeElement?.classList.contains('govuk-error-summary')), true);
  await person.inspect(name);
}

before(async () => {
  clock('reset');
  browser = await openBrowser();
  provider = await asPrincipal('provider_a');
  market = await makeMarket({}, ['provider_a']);
});

after(async () => {
  clock('reset');
  await browser.close();
});

test('a home is added to a draft, with the answers of another, and taken out', async () => {
  const [first, second] = [await addHome('Gorse'), await addHome('Heather')];
  const { id, reference, entries } = await draft(first);
  const person = await Person.signedIn(browser, 'provider_a');
  const { page } = person;
  await person.goto(`/provider/applications/${id}/`);
  await page.getByRole('button', { name: 'Add a home' }).click();
  await person.ready();
  await press(page, 'Add the home');
  await refused(person, 'provider-entry-new-refused');
  await page.getByLabel('Home', { exact: true }).selectOption(first);
  await page.getByLabel('What it applies for').selectOption('Day placements');
  await press(page, 'Add the home');
  await page.getByText('This home stands in this category already.').first().waitFor();
  await page.getByLabel('Home', { exact: true }).selectOption(second);
  await page.getByLabel('Take over answers').selectOption(`Gorse ${unique}, day (${reference})`);
  await press(page, 'Add the home');
  await banner(page, `Heather ${unique} is in the application`);
  await page.getByText('Everything is answered.').waitFor();
  await person.inspect('provider-entry-added');

  // A colleague is still at work on the one that is to be taken out.
  await page.getByRole('link', { name: new RegExp(`^Take it out.*Gorse ${unique}, Day placements`) }).click();
  await person.ready();
  await person.inspect('provider-entry-remove');
  await provider('PATCH', `/v1/applications/${id}/entries/${entries[0]!.id}`, { statements: { workforce: 'Better' } });
  await press(page, 'Take it out');
  await refused(person, 'provider-entry-remove-refused');
  await page.getByText('Somebody else has changed this').first().waitFor();
  await person.goto(page.url());
  await press(page, 'Take it out');
  await banner(page, `Gorse ${unique} is taken out of the application`);
  const left = await provider<Application>('GET', `/v1/applications/${id}`);
  assert.deepEqual(left.entries.map(({ establishment_name }) => establishment_name), [`Heather ${unique}`]);

  await page.getByRole('link', { name: new RegExp(`^Take it out.*Heather ${unique}`) }).click();
  await person.ready();
  await press(page, 'Take it out');
  await page.getByText('No home is in this application').waitFor();
  await person.inspect('provider-application-empty');
  await person.close();
});
