// awards.test.ts - what has been awarded, for everybody: the demo's last quarter.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import type { Browser, Page } from 'playwright-core';

import { demo, openBrowser, Person, sql } from './harness.ts';

let browser: Browser;
before(async () => {
  browser = await openBrowser();
  // `fairlot jobs` does it every ten seconds; nobody waits for that here.
  sql('SELECT awards_publish(100)');
});
after(async () => { await browser.close(); });

const scheme = demo.schemes['oxfordshire']!.id;

async function csv(page: Page): Promise<string> {
  const downloaded = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download as CSV' }).click();
  return readFileSync(await (await downloaded).path(), 'utf8');
}

const row = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });

test('the quarters of all schemes are listed, filtered, and a file', async () => {
  const person = await Person.in(browser);
  const { page } = person;
  await person.goto('/awards/');
  await page.getByRole('heading', { level: 1, name: 'Published awards' }).waitFor();
  await row(page, 'Care homes in Oxfordshire').waitFor();
  await page.getByText('Why you cannot see single awards').click();
  await person.inspect('awards');
  await page.getByLabel('Scheme').selectOption(scheme);
  await page.getByRole('button', { name: 'Apply filters' }).click();
  await page.waitForURL(/scheme=/);
  await row(page, 'Care homes in Oxfordshire').waitFor();
  assert.equal(await row(page, 'South East Together').count(), 0);
  const [, line] = (await csv(page)).split('\r\n');
  assert.match(line!, /^"Care homes in Oxfordshire","CPU-1797",.*,7,2,[\d.]+$/);
  await page.getByLabel('Quarter', { exact: true }).selectOption({ index: 1 }); // not over yet
  await page.getByRole('button', { name: 'Apply filters' }).click();
  await page.getByText('Nothing has been published that matches.').waitFor();
  await person.inspect('awards-none');
  await page.getByRole('link', { name: 'Notices about schemes' }).click();
  await page.getByRole('heading', { level: 1, name: 'Published notices' }).waitFor();
  await person.inspect('notices');
  await person.close();
});

test('a quarter names what is many, counts what is few, and is corrected in the open', async () => {
  const person = await Person.in(browser);
  const { page } = person;
  await person.goto(`/awards/?scheme=${scheme}`);
  await page.getByRole('table').getByRole('link', { name: 'Care homes in Oxfordshire' }).click();
  await page.getByRole('heading', { level: 1, name: /^7 awards, / }).waitFor();
  assert.match(await row(page, 'Elm Court').innerText(), /Isis Valley Homes Ltd.*\n?.*01000012[\s\S]*5\s+£/);
  assert.match(await row(page, 'Withheld').innerText(), /^Not named\s+Not named\s+Not named\s+2\s/);
  await person.inspect('awards-quarter');
  const [, named, rest] = (await csv(page)).split('\r\n');
  assert.match(named!, /"Care homes for older people","Isis Valley Homes Ltd \(demo\)","01000012","Elm Court",5,/);
  assert.match(rest!, /"","","","",2,""$/);

  // A home refuses one afterwards: four are too few to be named.
  sql(`UPDATE award SET fallen_at = now_utc() WHERE id = (
         SELECT w.id FROM award w JOIN placement p ON p.award_id = w.id
           JOIN establishment e ON e.id = p.establishment_id
          WHERE e.name = 'Elm Court' AND w.fallen_at IS NULL
            AND w.awarded_at < now_utc() - interval '14 days' LIMIT 1)`);
  sql('SELECT awards_publish(100)');
  // Pages of the API are kept for a minute; another visitor has none yet.
  const later = await Person.in(browser);
  await later.goto(new URL(page.url()).pathname);
  await later.page.getByText('This version has been corrected.').waitFor();
  await row(later.page, 'Elm Court').waitFor();
  await later.inspect('awards-corrected');
  await later.page.getByRole('link', { name: 'Read the next version' }).click();
  await later.page.getByRole('heading', { level: 1, name: /^6 awards, / }).waitFor();
  assert.equal(await row(later.page, 'Elm Court').count(), 0);
  assert.match(await row(later.page, 'Withheld').innerText(), /6\s+Withheld$/);
  await later.inspect('awards-correction');
  await person.close();
  await later.close();
});

test('a quarter without an award says so', async () => {
  const person = await Person.in(browser);
  const { page } = person;
  await person.goto(`/awards/?scheme=${demo.schemes['set']!.id}`);
  await page.getByRole('table').getByRole('link', { name: 'South East Together' }).click();
  await page.getByText('Nothing was awarded in this quarter.').waitFor();
  await person.inspect('awards-quarter-empty');
  await person.close();
});
