// lead-seldom.test.ts - what a lead authority does now and then: two stages,
// parties, documents, exclusions, more time, removals, a scheme's beginning and end.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import type { Browser, Page } from 'playwright-core';

import { banner, fillDate, press, shortPages, unique } from './by-hand.ts';
import { asPrincipal, type Caller, clock, demo, openBrowser, Person } from './harness.ts';
import { apply, categoryOf, dayFromNow, makeMarket, marks } from './market.ts';

let browser: Browser;
let lead: Caller;
let provider: Caller;
let person: Person;
let page: Page;

before(async () => {
  clock('reset');
  browser = await openBrowser();
  [lead, provider] = await Promise.all([asPrincipal('lead'), asPrincipal('provider_a')]);
  person = await Person.signedIn(browser, 'lead');
  page = person.page;
});

after(async () => { await browser.close(); });

const refused = async (name: string): Promise<void> => {
  await page.getByText('There is a problem').waitFor();
  await person.inspect(name);
};

test('who takes part is checked, and the first of two stages decided', async () => {
  const market = await makeMarket({
    statements: [{ code: 'workforce', question: 'How do you keep good staff?', weight: 100, justification: 'Continuity', stage: 2 }],
  }, []);
  const { id, entry } = await apply(market, provider, 0, {
    answers: { requirements: { safeguarding: { met: true } } },
    before: (path) => provider('PUT', `${path}/declarations`, {
      party_type: 'prime_contractor',
      parties: [{ kind: 'sub_contractor', name: 'Northern Transport Ltd', company_number: '07654321', role: 'Takes children to school' }],
      notices: [{ subject: 'health_and_safety', served_on: '2025-05-03', explanation: 'The floor was renewed within a week.' }],
      exclusions: [{ kind: 'discretionary', ground: 'Poor performance', explanation: 'We changed the manager.' }],
    }),
  });
  await person.goto(`/lead${entry.slice('/v1'.length)}/`);
  await page.getByRole('link', { name: /^Check who takes part/ }).click();
  await person.ready();
  await page.getByText('We changed the manager.').waitFor();
  await person.inspect('lead-parties-declared');
  await page.getByRole('link', { name: 'Check Northern Transport Ltd' }).click();
  await person.ready();
  await press(page, 'Record');
  await refused('lead-party-refused');
  await page.getByRole('radio', { name: 'Passes' }).check();
  await page.getByLabel('Where you looked').fill('Companies House');
  await fillDate(page, 'Looked on', dayFromNow(0));
  await press(page, 'Record');
  await banner(page, 'What you found about Northern Transport Ltd is recorded');
  assert.equal(await page.locator('.govuk-tag', { hasText: 'Passes' }).count(), 1);

  await person.goto(`/lead/applications/${id}/`);
  await page.getByRole('link', { name: 'Ashdown House' }).click();
  await person.ready();
  await page.getByRole('link', { name: /^Assess the first stage/ }).click();
  await person.ready();
  await press(page, 'Decide the first stage');
  await refused('lead-first-stage-refused');
  assert.equal(await page.getByText('How do you keep good staff?').count(), 0);
  await page.locator('#requirements-safeguarding-pass').check();
  await press(page, 'Decide the first stage');
  await banner(page, 'The first stage is passed');
  await person.inspect('lead-first-stage-passed');
});

test('a document is verified against its source, or rejected', async () => {
  const market = await makeMarket({}, []);
  // One whose documents no other test counts.
  const other = await asPrincipal('provider_c');
  const { id } = await apply(market, other);
  const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n'
    + '2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
  for (const title of [`Cover ${unique}`, `Old cover ${unique}`]) {
    const { id } = await other<{ id: string }>('POST', '/v1/documents', {
      kind: 'public_liability_insurance', title, expires_on: dayFromNow(200), cover_pence: 500_000_000 });
    await other('PUT', `/v1/documents/${id}/content`, pdf);
  }
  await person.goto(`/lead/applications/${id}/documents/`);
  await page.getByRole('link', { name: `Verify Cover ${unique}` }).click();
  await person.ready();
  await press(page, 'Record');
  await refused('lead-document-refused');
  await page.getByLabel('It is right').check();
  await page.getByLabel('What it was held against').fill('The insurer’s register');
  await fillDate(page, 'Checked on', dayFromNow(0));
  await press(page, 'Record');
  await banner(page, `Cover ${unique} is verified`);
  await page.getByRole('link', { name: `Verify Old cover ${unique}` }).click();
  await person.ready();
  await page.getByLabel('It is not').check();
  await page.getByLabel('What it was held against').fill('The insurer’s register');
  await fillDate(page, 'Checked on', dayFromNow(0));
  await page.getByLabel('Reason').fill('Its number is of another company.');
  await press(page, 'Record');
  await banner(page, `Old cover ${unique} is rejected`);
  await person.inspect('lead-documents-verified');
});

test('the Minister is told of an exclusion, and another look at it is answered', async () => {
  const market = await makeMarket({
    requirements: [{ code: 'tax', question: 'Have all taxes been paid?', justification: 'The law asks', exclusion: 'mandatory' }],
  }, []);
  const { entry } = await apply(market, provider, 0, { answers: {
    requirements: { tax: { met: true } }, statements: { workforce: 'We train and promote' }, core_pence: { premises: 1, staff: 1 } } });
  await lead('PUT', `${entry}/assessment`, { ...marks, requirements: { tax: { pass: false, reason: 'The judgment of 3 May' } } });
  await lead('POST', `${entry}/warning`, { reason: 'We mean to refuse it', answer_by: `${dayFromNow(9)}T12:00:00Z` });
  await provider('POST', `${entry}/representation`, { text: 'It is under appeal.' });
  await lead('POST', `${entry}/decision`, { outcome: 'refused', reason: 'It stands' });
  await person.goto(`/lead${entry.slice('/v1'.length)}/`);
  await press(page, 'Record the notice');
  await refused('lead-minister-refused');
  await fillDate(page, 'Given on', dayFromNow(0));
  await page.getByLabel('Reference').fill('L 2026/1');
  await press(page, 'Record the notice');
  await banner(page, 'It is recorded that the Minister was told');
  await page.getByText('The Minister was told on').waitFor();

  await provider('POST', `${entry}/review`, { text: 'The appeal has succeeded.' });
  await page.reload();
  await page.getByText('The appeal has succeeded.').waitFor();
  await press(page, 'Answer');
  await refused('lead-review-refused');
  await page.getByLabel('Assess and decide again').check();
  await page.getByLabel('Why', { exact: true }).fill('The judgment is set aside.');
  await press(page, 'Answer');
  await banner(page, 'The provider has your answer');
  await page.getByRole('heading', { name: 'Before the decision' }).waitFor();
  await person.inspect('lead-review-answered');
});

test('a decision takes longer, once, under the rules that allow it', async () => {
  const strict = await makeMarket({ regime: 'pcr_dps' }, []);
  const { id } = await apply(strict, provider);
  await person.goto(`/lead/applications/${id}/`);
  await page.getByText('Take more time for the decision').click();
  await press(page, 'Take more time');
  await refused('lead-more-time-refused');
  await page.getByLabel('Why it takes longer').fill('The register is slow.');
  await press(page, 'Take more time');
  await banner(page, 'It is now due by');
  await page.getByText('The register is slow.').waitFor();
  await person.inspect('lead-more-time');
});

test('what another officer has changed meanwhile is not overwritten, and nothing typed is lost', async () => {
  const market = await makeMarket({}, []);
  const { entry } = await apply(market, provider);
  await lead('PUT', `${entry}/assessment`, marks);
  await person.goto(`/lead${entry.slice('/v1'.length)}/assessment/`);
  await page.locator('#requirements-safeguarding-reason').fill('Seen on paper');
  await lead('PUT', `${entry}/assessment`, { ...marks, rating: 'outstanding' });
  await press(page, 'Save the new assessment');
  await page.getByText('Somebody else has changed this since you opened it').waitFor();
  assert.equal(await page.locator('#requirements-safeguarding-reason').inputValue(), 'Seen on paper');
  await person.inspect('lead-assessment-stale');
});

test('a removal that was announced is carried out', async () => {
  const market = await makeMarket({}, ['provider_a']);
  const { items: [{ id }] } = await lead<{ items: [{ id: string }] }>('GET', `/v1/accreditations?scheme_id=${market.scheme}`);
  await lead('POST', `/v1/accreditations/${id}/removal-notice`, { ground: 'insolvency', reason: 'An administrator was appointed' });
  await provider('POST', `/v1/accreditations/${id}/representations`, { text: 'We were bought.' });
  await person.goto(`/lead/accreditations/${id}/`);
  await page.getByRole('link', { name: 'Remove', exact: true }).click();
  await page.getByText('We were bought.').waitFor();
  await press(page, 'Remove the accreditation');
  await refused('lead-removal-refused');
  await page.getByLabel('Reason').fill('The buyer runs no homes.');
  await press(page, 'Remove the accreditation');
  await banner(page, 'The accreditation is removed');
  assert.equal(await page.getByRole('link', { name: 'Suspend' }).count(), 0);
  await person.inspect('lead-accreditation-removed');
});

// A draft with a category, and a first tranche.
async function draftScheme(name: string): Promise<string> {
  const { id } = await lead<{ id: string }>('POST', '/v1/schemes', {
    name: `${name} ${unique}`, reference: `${name.slice(0, 2)}-${unique}`, regime: 'pa23_dynamic_market',
    valid_from: '2026-01-01', valid_to: '2031-12-31', description: 'For a test in a browser' });
  await lead('PUT', `/v1/schemes/${id}/councils/${demo.principals['council_a']!.organisation_id}`,
    { kind: 'partner', from: '2026-01-01', to: '2031-12-31' });
  await lead('POST', `/v1/schemes/${id}/categories`, categoryOf());
  await lead('POST', `/v1/schemes/${id}/tranches`, { name: 'First', deadline_london: `${dayFromNow(20)}T15:00:00`, initial: true });
  return `/lead/schemes/${id}/`;
}

test('a scheme is announced and has its first round; another is given up', async () => {
  await person.goto(await draftScheme('Western homes'));
  await page.getByRole('button', { name: 'Announce' }).click();
  await person.ready();
  await press(page, 'Announce the scheme');
  await refused('lead-intention-refused');
  await page.getByLabel('Reference of the assessment').fill('COI-7');
  await fillDate(page, 'Assessed on', dayFromNow(-3));
  await press(page, 'Announce the scheme');
  await banner(page, 'The scheme is announced');
  await person.inspect('lead-scheme-announced');
  await page.getByRole('button', { name: 'Start the first round' }).click();
  await person.ready();
  await person.inspect('lead-initial-round');
  await press(page, 'Start the first round');
  await banner(page, 'The first round has begun');

  await person.goto(await draftScheme('Eastern homes'));
  await page.getByRole('link', { name: 'Give up' }).click();
  await person.ready();
  await press(page, 'Give up the scheme');
  await refused('lead-abandonment-refused');
  await page.getByLabel('Reason').fill('Nobody wants it.');
  await press(page, 'Give up the scheme');
  await banner(page, 'is given up');
  await person.inspect('lead-scheme-given-up');
});

test('an e-mail address that somebody signs in with is told at its field', async () => {
  const taken = { name: 'Priya Nair', email: `taken-${unique}@westmoor.example`, password: 'nine green bicycles at the gate' };
  await lead('POST', '/v1/users', taken);
  await person.goto('/lead/people/new/');
  await page.getByLabel('Name', { exact: true }).fill(taken.name);
  await page.getByLabel('E-mail address').fill(taken.email);
  await page.getByLabel('First password').fill(taken.password);
  await page.getByLabel('Placement officer').check();
  await press(page, 'Add the person');
  await refused('lead-person-taken');
  await page.getByRole('link', { name: 'E-mail address: Somebody already signs in with this e-mail address.' }).click();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'email');
});

test('what does not fit on one page is on the next', async () => {
  const market = await makeMarket({}, []);
  for (let n = 0; n < 3; n++)
    await apply(market, provider, n);
  const rows = page.locator('tbody tr');
  await shortPages(page, '/v1/applications');
  await person.goto(`/lead/applications/?scheme_id=${market.scheme}`);
  const first = await rows.allTextContents();
  assert.equal(first.length, 2);
  await page.getByRole('link', { name: /Next/ }).click();
  await page.waitForURL(/page=2/);
  await person.ready();
  assert.match(await page.title(), /page 2/);
  const second = await rows.allTextContents();
  assert.equal(second.length, 1);
  assert.ok(!first.includes(second[0]!));
  await person.inspect('lead-queue-page-2');
  await page.goBack();
  await person.ready();
  assert.deepEqual(await rows.allTextContents(), first);
  await lead('POST', '/v1/users', {
    name: 'Priya Nair', email: `${unique}@westmoor.example`, password: 'nine green bicycles at the gate',
  });
  await shortPages(page, '/v1/users');
  await person.goto('/lead/people/');
  assert.equal(await rows.count(), 2);
  await press(page, 'Show more');
  await rows.nth(2).waitFor();
  await person.close();
});
