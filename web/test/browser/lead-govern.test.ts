// lead-govern.test.ts - a lead authority accounts for its scheme: awards outside the process, targets,
// money given back, accreditations as files.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import type { Browser, Page } from 'playwright-core';

import { banner, fillDate, press, shortPages, unique } from './by-hand.ts';
import { asPrincipal, type Caller, clock, openBrowser, Person } from './harness.ts';
import { makeMarket, type Market, openScheme } from './market.ts';

let browser: Browser;
let lead: Caller;
let market: Market;
let person: Person;
let page: Page;
let here = '';

before(async () => {
  clock('reset');
  browser = await openBrowser();
  lead = await asPrincipal('lead');
  market = await makeMarket({}, ['provider_a', 'provider_b']);
  here = `/lead/schemes/${market.scheme}/`;
  person = await Person.signedIn(browser, 'lead');
  page = person.page;
});

after(() => browser.close());

// By its link on the page of the scheme.
async function follow(name: string): Promise<void> {
  await person.goto(here);
  await page.getByRole('link', { name, exact: true }).click();
  await person.ready();
}

// The summary has the focus, and its first link leads to the field at fault.
async function refused(name: string, field: string): Promise<void> {
  await page.getByText('There is a problem').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.className.includes('govuk-error-summary')), true);
  await person.inspect(name);
  await page.locator('.govuk-error-summary a').first().click();
  assert.equal(await page.evaluate(() => document.activeElement?.id), field);
}

const rows = () => page.locator('tbody tr');

test('an award outside the process is recorded, and all are listed', async () => {
  await follow('Awards outside the process');
  await page.getByText('None is recorded').waitFor();
  await person.inspect('lead-deviations-none');
  await page.getByLabel('Who approved it').fill('Head of placements');
  await press(page, 'Record the award');
  // What cannot be read, and what only the API can tell, in one round.
  await refused('lead-deviation-refused', 'awarded_to');
  assert.deepEqual(await page.locator('.govuk-error-summary a').allTextContents(), [
    'Who was awarded it: This must not be empty.', 'When it was decided: Enter a date',
    'What it is worth: Enter an amount in pounds', 'Why there was no referral: This must not be empty.']);
  assert.equal(await page.getByLabel('Who approved it').inputValue(), 'Head of placements');
  await fillDate(page, 'When it was decided', '2026-10-01');
  await page.getByLabel('What it is worth').fill('42,000');
  await page.getByLabel('Who was awarded it').fill('Beechwood Care Ltd');
  await page.getByLabel('Why there was no referral').fill('A placement broke down over a weekend.');
  await press(page, 'Record the award');
  await banner(page, 'The award to Beechwood Care Ltd is recorded');
  await page.getByRole('row', { name: /^Beechwood Care Ltd .* 1 October 2026 £42,000 A placement broke down over a weekend. Head of placements$/ }).waitFor();
  await person.inspect('lead-deviations');
  const council = await asPrincipal('council_a');
  for (const awarded_to of ['Chalk Hill Ltd', 'Downland Ltd'])
    await council('POST', `/v1/schemes/${market.scheme}/deviations`,
      { decided_on: '2026-11-01', awarded_to, value_pence: 1_234_567, reason: 'No home answered.', approver: 'Cabinet' });
  await shortPages(page, `/v1/schemes/${market.scheme}/deviations`);
  await page.reload();
  await person.ready();
  const first = await rows().allTextContents();
  await page.getByRole('link', { name: /Next/ }).click();
  await person.ready();
  await page.getByRole('heading', { name: 'Awards outside the process (page 2)' }).waitFor();
  assert.equal(new Set([...first, ...await rows().allTextContents()]).size, 3);
  await person.inspect('lead-deviations-page-2');
});

test('what a scheme aims at is set, and stands beside what was reached', async () => {
  await follow('Targets and budget');
  await page.getByText('The scheme has no budget lines').waitFor();
  await page.getByText('Nothing is aimed at').waitFor();
  await person.inspect('lead-targets-none');
  await page.getByRole('button', { name: 'Change what is aimed at' }).click();
  await person.ready();
  await person.inspect('lead-targets-change');
  await page.getByLabel('Applications decided in time (%)').fill('140');
  await page.getByLabel('Active homes of a category, at least').fill('5');
  await press(page, 'Add a line');
  await page.getByLabel('What it is for').fill('Platform licence');
  await page.getByLabel('Each year').check();
  await page.getByLabel('Planned').fill('25,000');
  await page.getByLabel('Contingency on top (optional)').fill('10');
  await press(page, 'Save');
  await refused('lead-targets-refused', 'service_levels-decided_in_time_percent');
  assert.equal(await page.getByLabel('Planned').inputValue(), '25,000');
  await page.getByLabel('Applications decided in time (%)').fill('95');
  await press(page, 'Save');
  await banner(page, 'The targets are set');
  await page.getByText('Each category is to have at least 5 active homes.').waitFor();
  await page.getByRole('row', { name: /^Applications decided in time \(%\) 95 100$/ }).waitFor();
  await page.getByRole('row', { name: /^Day placements 2 .*Too few homes$/ }).waitFor();
  await page.getByRole('row', { name: /^Platform licence Each year £25,000 £2,500 £0 £27,500$/ }).waitFor();
  await person.inspect('lead-targets');

  await page.getByRole('button', { name: 'Change what is aimed at' }).click();
  await person.ready();
  await page.getByLabel('Spent so far (optional)').fill('1,000.50');
  await lead('PUT', `/v1/schemes/${market.scheme}/targets`, { budget_lines: [], service_levels: {}, critical_mass: { homes: 1 } });
  await press(page, 'Save');
  await page.getByText('Somebody else has changed this since you opened it').waitFor();
  assert.equal(await page.getByLabel('Spent so far (optional)').inputValue(), '1,000.50');
  await person.inspect('lead-targets-stale');
});

test('a surplus is shared out, looked at and given back', async () => {
  await follow('Money given back to partners');
  await page.getByText('Nothing has been given back yet').waitFor();
  await person.inspect('lead-rebates-none');
  await fillDate(page, 'First day', '2026-12-31');
  await fillDate(page, 'Last day', '2026-01-01');
  await page.getByLabel('Surplus', { exact: true }).fill('1,000.01');
  await press(page, 'Record what is given back');
  await refused('lead-rebate-refused', 'to-day');
  assert.equal(await page.getByLabel('Surplus', { exact: true }).inputValue(), '1,000.01');
  await fillDate(page, 'First day', '2026-01-01');
  await fillDate(page, 'Last day', '2026-12-31');
  await press(page, 'Work out the parts');
  await page.getByRole('row', { name: /^Brighton .* 0 £1,000.01$/ }).waitFor();
  await person.inspect('lead-rebate-worked-out');
  await page.reload();
  await page.getByText('Nothing has been given back yet').waitFor();
  await fillDate(page, 'First day', '2026-01-01');
  await fillDate(page, 'Last day', '2026-12-31');
  await page.getByLabel('Surplus', { exact: true }).fill('1,000.01');
  await press(page, 'Record what is given back');
  await banner(page, '£1,000.01 for 1 January 2026 to 31 December 2026 is given back');
  await page.getByRole('row', { name: /^Brighton .* 0 £1,000.01$/ }).waitFor();
  await person.inspect('lead-rebates');
  for (const surplus_pence of [200, 300])
    await lead('POST', `/v1/schemes/${market.scheme}/rebates`, { from: '2026-01-01', to: '2026-12-31', surplus_pence });
  await shortPages(page, `/v1/schemes/${market.scheme}/rebates`);
  await page.reload();
  await page.getByRole('link', { name: /Next/ }).click();
  await person.ready();
  assert.equal(await page.getByRole('table').count(), 1);
  await person.inspect('lead-rebates-page-2');

  const { id } = await lead<{ id: string }>('POST', '/v1/schemes', { name: `Alone ${unique}`, reference: `AL-${unique}`,
    regime: 'pa23_light_touch_framework', valid_from: '2026-01-01', valid_to: '2031-12-31', description: 'Without a partner' });
  await person.goto(`/lead/schemes/${id}/rebates/`);
  await fillDate(page, 'First day', '2026-01-01');
  await fillDate(page, 'Last day', '2026-12-31');
  await page.getByLabel('Surplus', { exact: true }).fill('5');
  await press(page, 'Record what is given back');
  await page.getByText('This scheme has no partner to give anything back to').waitFor();
  await person.inspect('lead-rebate-no-partner');
});

type Records = { provider: { id: string; name: string }; establishment: { name: string; rating: string }; answers: { requirements: object } }[];

// As an officer has it on the desktop; one record a line.
const choose = (name: string, records: unknown[] | string) => page.getByLabel('The file').setInputFiles({
  name, mimeType: 'application/json',
  buffer: Buffer.from(typeof records === 'string' ? records : `[\n${records.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`),
});

test('accreditations go out as a file and come in as drafts, record by record', async () => {
  await follow('Accreditations from elsewhere, and as a file');
  await page.getByText('No file has been taken in yet').waitFor();
  await page.getByText('What the file looks like').click();
  await person.inspect('lead-imports-none');
  const download = page.waitForEvent('download');
  await press(page, 'Download this scheme’s accreditations');
  const records = JSON.parse(readFileSync(await (await download).path(), 'utf8')) as Records;
  assert.deepEqual(records.map(({ establishment }) => establishment.name).sort(), ['Ashdown House', 'Beechwood']);

  const { scheme } = await openScheme(lead, `Importing ${unique}`, [{}]);
  here = `/lead/schemes/${scheme}/`;
  await follow('Accreditations from elsewhere, and as a file');
  await page.getByLabel('Where it comes from').fill('Westmoor, 3 May');
  await press(page, 'Take it in');
  await refused('lead-import-refused', 'file');
  await choose('broken.json', '[\n{"format": "fairlot-accreditation-1",\n]');
  await press(page, 'Take it in');
  await page.getByText('The file: This is no file of accreditations: it cannot be read as JSON, from line 3 on').waitFor();
  const [one, two] = [records[0]!, records[1]!];
  await choose('rated.json', [one, { ...two, establishment: { ...two.establishment, rating: 'splendid' } }]);
  await press(page, 'Take it in');
  await page.getByText(`The file: Record 2 (${two.establishment.name}, line 3), establishment, rating: `).waitFor();
  assert.equal(await page.getByLabel('Where it comes from').inputValue(), 'Westmoor, 3 May');
  await person.inspect('lead-import-refused-by-line');

  const stranger = { ...two.provider, id: randomUUID(), name: 'Provider' };
  await choose('mended.json', [
    { ...one, answers: { ...one.answers, requirements: { ...one.answers.requirements, insurance: { met: true, note: '' } } } },
    { ...two, provider: stranger }]);
  await press(page, 'Take it in');
  await banner(page, '1 of 2 records became a draft');
  await page.getByText('the category does not ask for it: requirement ‘insurance’').waitFor();
  await person.inspect('lead-import');
  const sent = page.waitForEvent('download');
  await press(page, 'Download the records as they were sent');
  const kept = JSON.parse(readFileSync(await (await sent).path(), 'utf8')) as Records;
  assert.deepEqual(kept[1], { ...two, provider: stranger });

  await page.getByRole('link', { name: /^Say who it is/ }).click();
  await person.ready();
  await page.getByText('In the file it is called Provider').waitFor();
  await page.getByLabel('Part of its name').fill(`Nobody ${unique}`);
  await press(page, 'Apply filters');
  await person.ready();
  await page.getByText('Nobody is registered here under such a name').waitFor();
  await person.inspect('lead-import-provider-none');
  await page.getByLabel('Part of its name').fill(two.provider.name);
  await press(page, 'Apply filters');
  await person.ready();
  await press(page, 'Take in 1 record again');
  await refused('lead-import-provider-refused', 'provider_id');
  await page.getByRole('radio', { name: two.provider.name }).check();
  await press(page, 'Take in 1 record again');
  await banner(page, '1 of 1 record became a draft');

  // What was drafted is not drafted twice.
  await person.goto(`${here}imports/`);
  await page.getByLabel('Where it comes from').fill('Westmoor, 4 May');
  await choose('again.json', records);
  await page.getByText('2 records in the file').waitFor();
  await press(page, 'Take it in');
  await banner(page, '0 of 2 records became drafts');
  assert.equal(await page.getByText('Draft was there').count(), 2);

  await shortPages(page, `/v1/schemes/${scheme}/accreditation-imports`);
  await person.goto(`${here}imports/`);
  const files = page.getByRole('region', { name: 'Files taken in' }).locator('tbody tr');
  const first = await files.allTextContents();
  await person.inspect('lead-imports');
  await page.getByRole('link', { name: /Next/ }).click();
  await person.ready();
  assert.equal(new Set([...first, ...await files.allTextContents()]).size, 3);
});

test('a scheme that takes nobody in takes no file either', async () => {
  const records = await lead<{ items: Records }>('GET', `/v1/schemes/${market.scheme}/accreditations-export`);
  const { id } = await lead<{ id: string }>('POST', '/v1/schemes', { name: `Draft ${unique}`, reference: `DR-${unique}`,
    regime: 'pa23_light_touch_framework', valid_from: '2026-01-01', valid_to: '2031-12-31', description: 'Not open' });
  await person.goto(`/lead/schemes/${id}/imports/`);
  await page.getByLabel('Where it comes from').fill('Westmoor');
  await choose('all.json', records.items);
  await press(page, 'Take it in');
  await page.getByText('There is a problem').waitFor();
  assert.equal(await page.getByLabel('Where it comes from').inputValue(), 'Westmoor');
  await person.inspect('lead-import-not-open');
  await person.close();
});
