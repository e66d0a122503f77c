// public.test.ts - the pages that everybody sees, without an account.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';

import type { Browser } from 'playwright-core';

import { demo, openBrowser, Person } from './harness.ts';

let browser: Browser;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser.close(); });

async function visitor(path: string): Promise<Person> {
  const person = await Person.in(browser);
  await person.goto(path);
  return person;
}

for (const [name, path, heading] of [
  ['start', '/', 'Care homes and schools'],
  ['how-councils-choose', '/how-councils-choose/', 'How your council chooses'],
  ['signed-out', '/signed-out/', 'You have signed out'],
  ['not-found', '/nowhere/at-all/', 'There is no such page'],
  ['schemes', '/schemes/', 'Schemes'],
  ['accessibility', '/accessibility/', 'Accessibility statement'],
  ['privacy', '/privacy/', 'Privacy'],
  ['cookies', '/cookies/', 'Cookies'],
  ['contact', '/contact/', 'Contact'],
  ['a-to-z', '/homes/a-to-z/', 'Accredited homes, A to Z'],
  ['api', '/api/', 'The API'],
  ['api-directory', '/api/directory/', 'Directory'],
  ['embed-how', '/embed/', 'The search on your own website'],
] as const) {
  test(`${path} is whole`, async () => {
    const person = await visitor(path);
    await person.page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await person.inspect(name);
    await person.close();
  });
}

test('a home is found near a postcode, with its mark', async () => {
  const person = await visitor('/find/');
  const { page } = person;
  await person.inspect('find');
  await page.getByLabel('Postcode').fill('ox1 4pr');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.waitForURL(/near=ox1\+4pr/);
  await page.getByRole('link', { name: 'Elm Court' }).waitFor();
  await person.inspect('find-near');
  await page.getByRole('link', { name: 'Elm Court' }).click();
  await page.getByRole('heading', { level: 1, name: 'Elm Court' }).waitFor();
  // Fails where there is no such picture.
  await page.locator('img.badge').evaluate((img: HTMLImageElement) => img.decode());
  // What inspectors say, in their own words and on their own site.
  await page.getByText('Overall: good. Care Quality Commission (CQC), 4 March 2025').waitFor();
  assert.match(await page.getByRole('link', { name: 'What the Care Quality Commission says of Elm Court' }).getAttribute('href') ?? '',
    /^https:\/\/www\.cqc\.org\.uk\/location\/1-/);
  await person.inspect('home');
  await page.goBack();
  await page.getByRole('link', { name: 'Elm Court' }).waitFor();
  assert.equal(await page.getByLabel('Postcode').inputValue(), 'ox1 4pr');
  await person.close();
});

test('a filter is in the address, and its link takes it away', async () => {
  const person = await visitor('/find/?rating=outstanding&q=oak');
  const { page } = person;
  await page.getByRole('link', { name: 'Oak House' }).waitFor();
  await person.inspect('find-filtered');
  await page.getByRole('link', { name: 'Remove the filter Outstanding' }).click();
  await person.ready();
  assert.equal(new URL(page.url()).search, '?q=oak');
  await person.close();
});

test('what is wrong with a search is said beside its field', async () => {
  const person = await visitor('/find/?near=nowhere');
  await person.page.locator('#near-error').getByText('This must be a whole British postcode, such as OX1 4PR.').waitFor();
  assert.match(await person.page.title(), /^Error: /);
  await person.inspect('find-refused');
  await person.goto('/find/?near=ZZ1+1ZZ');
  await person.page.locator('#near-error').getByText('search by town instead').waitFor();
  await person.close();
});

test('homes are found by the kind of care, in the words of its council', async () => {
  const person = await visitor('/find/');
  const { page } = person;
  await page.getByLabel('Kind of care').selectOption('SEN day placements');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('link', { name: 'Remove the filter SEN day placements' }).waitFor();
  assert.equal(await page.getByLabel('Kind of care').inputValue(), 'sen-day');
  assert.equal(await page.getByRole('link', { name: 'Elm Court' }).count(), 0);
  await page.locator('.results').getByText('SEN day placements').first().waitFor();
  await person.inspect('find-kind');
  await page.locator('.results a').first().click();
  await page.getByRole('definition').getByText('SEN day placements').waitFor();
  await person.close();
});

test('nothing found says what to do', async () => {
  const person = await visitor('/find/?q=zzzzzz');
  await person.page.getByText('No accredited home matches').waitFor();
  await person.inspect('find-nothing');
  await person.close();
});

test('a home that is not accredited is not there', async () => {
  const person = await visitor('/homes/0f4b7c52-6a2c-4c1f-8a5e-1d2f3a4b5c6d/');
  await person.page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  await person.inspect('home-gone');
  await person.close();
});

test('a scheme shows what is scored and why', async () => {
  const scheme = demo.schemes['oxfordshire']!;
  const person = await visitor(`/schemes/${scheme.id}/`);
  await person.page.getByText('how a bid is scored, out of 100').first().waitFor();
  await person.inspect('scheme');
  await person.close();
});

test('homes are listed from A to Z without JavaScript', async () => {
  const context = await browser.newContext({
    baseURL: demo.base_url, ignoreHTTPSErrors: true, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/homes/a-to-z/');
  await page.getByRole('link', { name: 'Elm Court' }).waitFor();
  await page.getByRole('navigation', { name: 'Letters' }).getByRole('link', { name: 'O', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Accredited homes that begin with O' }).waitFor();
  await page.getByText('Oak House, Abingdon. Rating: outstanding.').waitFor();
  assert.equal(await page.getByRole('link', { name: 'Elm Court' }).count(), 0);
  await page.getByRole('link', { name: 'Y', exact: true }).click();
  await page.getByText('No accredited home is listed here.').waitFor();
  // A home's own page has its facts, and says what takes JavaScript.
  await page.goBack();
  await page.getByRole('link', { name: 'Oak House' }).click();
  await page.getByRole('heading', { level: 1, name: 'Oak House' }).waitFor();
  await page.getByText('Outstanding', { exact: true }).waitFor();
  await page.getByText('Care homes for older people', { exact: true }).waitFor();
  // Playwright finds no words there by itself.
  assert.match(await page.locator('noscript').innerText(), /To write to a home from here, JavaScript has to be switched on/);
  assert.match(await page.locator('noscript').innerText(), /Checked by a council/);
  assert.equal(await page.getByText('Loading…').count(), 0);
  // Of a home that is not listed nothing is said, and nobody keeps the page.
  assert.equal(await page.locator('meta[name="robots"]').count(), 0);
  await page.goto('/homes/0f4b7c52-6a2c-4c1f-8a5e-1d2f3a4b5c6d/');
  const words = await page.locator('noscript').innerText();
  assert.match(words, /or no council accredits it/);
  assert.doesNotMatch(await page.content(), /Checked by a council/);
  assert.equal(await page.locator('meta[name="robots"]').getAttribute('content'), 'noindex');
  await context.close();
});

test('a letter is whole, and says so when the list cannot be had', async () => {
  const person = await visitor('/homes/a-to-z/e/');
  await person.page.getByRole('link', { name: 'Elm Court' }).waitFor();
  assert.equal(await person.page.getByRole('link', { name: 'E', exact: true })
    .getAttribute('aria-current'), 'page');
  await person.inspect('a-to-z-letter');
  await person.goto('/homes/a-to-z/e/?page=none');
  await person.page.getByText('The list cannot be shown just now').waitFor();
  await person.inspect('a-to-z-away');
  await person.goto('/homes/a-to-z/e/?page=2');
  await person.page.getByRole('link', { name: 'Previous page' }).click();
  await person.page.getByRole('link', { name: 'Elm Court' }).waitFor();
  await person.close();
});

test('the map numbers the homes as the list does', async () => {
  const person = await visitor('/find/?near=OX1+4PR&radius_miles=50');
  const map = person.page.getByRole('img', { name: /^Map of \d+ homes around OX1 4PR/ });
  await map.waitFor();
  const numbered = (await map.locator('.map-pin text').allTextContents())
    .flatMap((text) => text.match(/\d+/g)!.map(Number));
  const listed = await person.page.locator('.results > li').count();
  assert.equal(Math.min(...numbered), 1);
  assert.ok(Math.max(...numbered) <= listed, `${numbered} of ${listed}`);
  await map.getByText('5 miles').waitFor();
  await person.inspect('find-map');
  await person.goto('/find/');
  await person.page.getByRole('img', { name: /^Map of \d+ homes, numbered/ }).waitFor();
  await person.inspect('find-map-all');
  await person.close();
});

test('the search works in a frame of somebody else’s page', async () => {
  const person = await visitor('/embed/find/');
  await person.inspect('embed');
  const outside = await person.context.newPage();
  // Another origin, as a council's own site is.
  const council = createServer((_, answer) => answer.setHeader('Content-Type', 'text/html').end(
    `<iframe title="Homes" width="900" height="700" src="${demo.base_url}/embed/find/"></iframe>`));
  await new Promise<void>((listening) => { council.listen(0, '127.0.0.1', listening); });
  await outside.goto(`http://127.0.0.1:${(council.address() as AddressInfo).port}/`);
  const frame = outside.frameLocator('iframe');
  await frame.getByLabel('Postcode').fill('OX1 4PR');
  await frame.getByRole('button', { name: 'Search' }).click();
  await frame.getByRole('img', { name: /around OX1 4PR/ }).waitFor();
  await frame.getByRole('link', { name: 'Elm Court' }).click();
  await outside.waitForURL(/\/homes\/[0-9a-f-]{36}\/$/);
  await outside.getByRole('heading', { level: 1, name: 'Elm Court' }).waitFor();
  council.close();
  await person.close();
});

test('the API is described, each operation and each body, with links that lead there', async () => {
  const person = await visitor('/api/');
  const { page } = person;
  await page.getByRole('link', { name: 'Directory', exact: true }).click();
  await page.getByRole('link', { name: 'Search the directory' }).click();
  assert.equal(new URL(page.url()).hash, '#searchDirectory');
  const operation = page.getByRole('region', { name: 'Search the directory' });
  await operation.getByText('radius_miles').first().waitFor();
  await operation.getByRole('link', { name: 'DirectoryList' }).click();
  await page.getByRole('region', { name: 'DirectoryList' }).getByText('origin').waitFor();
  await person.goto('/api/applications/');
  const broken = await page.locator('main a[href^="#"]').evaluateAll((links) => links
    .filter((link) => document.getElementById(link.getAttribute('href')!.slice(1)) === null)
    .map((link) => link.getAttribute('href')));
  assert.deepEqual(broken, []);
  await person.close();
});
