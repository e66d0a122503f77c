// audit.test.ts - an auditor at work: the log, its proof, who read what.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import type { Browser, Page } from 'playwright-core';

import { unique } from './by-hand.ts';
import { asPrincipal, clock, demo, openBrowser, Person } from './harness.ts';
import { draftOf, openScheme } from './market.ts';

let browser: Browser;
let known: { id: string; reference: string };
let scheme = '';

before(async () => {
  clock('reset');
  browser = await openBrowser();
  const lead = await asPrincipal('lead');
  const { scheme: id, categories: [category = ''] } = await openScheme(lead, `Audited ${unique}`, [{ listed: false }], 'below_threshold');
  scheme = id;
  await lead('POST', `/v1/schemes/${scheme}/deviations`, { decided_on: '2026-10-01', awarded_to: 'Beechwood Care Ltd',
    value_pence: 4_200_000, reason: 'A placement broke down over a weekend.', approver: 'Head of placements' });
  const council = await asPrincipal('council_a');
  known = await council('POST', '/v1/referrals', draftOf({ scheme, category }));
  await council('GET', `/v1/referrals/${known.id}`);
});

after(async () => { await browser.close(); });

test('the log is filtered in the address, and saved as CSV', async () => {
  const person = await Person.signedIn(browser, 'auditor');
  const { page } = person;
  await page.getByRole('heading', { name: 'For auditors' }).waitFor();
  await person.inspect('audit-home');
  await page.getByRole('link', { name: 'The log' }).click();
  await person.ready();
  await person.inspect('audit-log');
  assert.equal(await page.locator('optgroup[label="Changes of a scheme"] > option[value="scheme.created"]').count(), 1);
  await page.getByLabel('What happened', { exact: true }).selectOption('Scheme: created');
  await page.getByLabel('Id of a thing').fill(scheme);
  await page.getByRole('button', { name: 'Apply filters' }).click();
  await person.ready();
  assert.match(page.url(), new RegExp(`type=scheme.created.*subject_id=${scheme}`));
  assert.equal(await page.getByRole('row', { name: /^Scheme: created/ }).count(), 1);
  await person.inspect('audit-log-filtered');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download as CSV' }).click();
  const csv = readFileSync(await (await download).path(), 'utf8');
  assert.match(csv, new RegExp(`"scheme.created",.*"${scheme}"`));
  await person.goto('/audit/log/');
  await page.getByLabel('Referral: its number or its id').fill(known.reference.toLowerCase());
  await page.getByRole('button', { name: 'Apply filters' }).click();
  await person.ready();
  await page.getByRole('row', { name: /^Referral: created/ }).waitFor();
  assert.equal(await page.locator('tbody tr').count(), 1);
  await savesPageByPage(page);
  await page.getByLabel('Last day').fill('2020-01-01');
  await page.getByLabel('Last day').press('Enter');
  await person.ready();
  await page.getByText('Nothing happened that fits').waitFor();
  await person.inspect('audit-log-empty');
  await person.close();
});

// The file of a log of two pages, for which the referral's number is looked up once.
async function savesPageByPage(page: Page): Promise<void> {
  let lookUps = 0;
  await page.route((url) => url.pathname === '/v1/referrals', (route) => {
    lookUps += 1;
    return route.continue();
  });
  await page.route((url) => url.pathname === '/v1/audit', async (route) => {
    const isFirst = !new URL(route.request().url()).searchParams.has('cursor');
    const response = await route.fetch();
    return isFirst ? route.fulfill({ response, json: { ...await response.json(), next: 'second' } })
      : route.fulfill({ json: { items: [], next: null } });
  });
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download as CSV' }).click();
  const csv = readFileSync(await (await download).path(), 'utf8');
  assert.match(csv, /"referral.created"/);
  assert.equal(lookUps, 1);
  await page.unroute(() => true);
}

test('an event is proved in the browser, and a changed one is not', async () => {
  const person = await Person.signedIn(browser, 'auditor');
  const { page, context } = person;
  await person.goto(`/audit/log/?type=scheme.created&subject_id=${scheme}`);
  const address = await page.getByRole('link', { name: 'Scheme: created', exact: true }).getAttribute('href');
  await person.goto(address!);
  assert.equal(await page.getByText('Right', { exact: true }).count(), 4);
  // Of the auditor's own authority.
  assert.doesNotMatch(await page.locator('.govuk-summary-list').first().innerText(), /Somebody/);
  await person.inspect('audit-proof');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the proof' }).click();
  const proof = JSON.parse(readFileSync(await (await download).path(), 'utf8'));
  assert.equal(proof.event.subject_id, scheme);

  await context.route('**/v1/audit/proof*', (route) => route.fulfill({
    json: { ...proof, event: { ...proof.event, type: 'scheme.closed' } } }));
  await person.goto(address!);
  await page.getByRole('row', { name: /^What happened is.*Wrong/ }).waitFor();
  assert.equal(await page.getByText('Right', { exact: true }).count(), 3);
  await person.inspect('audit-proof-wrong');
  await context.unroute('**/v1/audit/proof*');
  await context.route('**/v1/audit/proof*', (route) => route.fulfill({
    status: 409, json: { type: `${demo.base_url}/problems/not-sealed`, title: 'Not sealed', status: 409, detail: 'Soon.' } }));
  await person.goto(address!);
  await page.getByText('Events are sealed once a second').waitFor();
  await person.inspect('audit-proof-not-sealed');
  await person.close();
});

test('reads and awards outside the process are listed', async () => {
  const person = await Person.signedIn(browser, 'auditor');
  const { page } = person;
  await person.goto('/audit/reads/');
  await page.getByRole('table').waitFor();
  await page.getByText('Somebody of Brighton & Hove City Council (demo)').first().waitFor();
  await person.inspect('audit-reads');
  await page.getByLabel('Last day').fill('2020-01-01');
  await page.getByRole('button', { name: 'Apply filters' }).click();
  await person.ready();
  await page.getByText('Nobody was shown anything that fits').waitFor();
  await person.inspect('audit-reads-empty');
  await person.goto(`/audit/deviations/?scheme=${scheme}`);
  await page.getByRole('row', { name: /Beechwood Care Ltd/ }).waitFor();
  await person.inspect('audit-deviations');
  await person.close();
});
