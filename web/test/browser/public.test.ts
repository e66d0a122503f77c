// public.test.ts - the pages that everybody sees, without an account.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
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
  ['notices', '/awards/', 'Published notices'],
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
  assert.equal(await page.locator('img.badge').evaluate((img: HTMLImageElement) => img.naturalWidth > 0), true);
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
  await page.getByRole('link', { name: /Remove: Outstanding/ }).click();
  await person.ready();
  assert.equal(new URL(page.url()).search, '?q=oak');
  await person.close();
});

test('what is wrong with a search is said beside its field', async () => {
  const person = await visitor('/find/?near=nowhere');
  await person.page.locator('#near-error').waitFor();
  assert.match(await person.page.title(), /^Error: /);
  await person.inspect('find-refused');
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
