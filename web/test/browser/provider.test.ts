// provider.test.ts - a provider at its work: invitations, bids, placements, applications, homes.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import type { Browser, Page } from 'playwright-core';

import { patience, shortPages, unique } from './by-hand.ts';
import { asPrincipal, type Caller, clock, openBrowser, Person } from './harness.ts';
import { addCategory, addHome, apply, dayFromNow, draftOf, marks, openScheme, type Terms } from './market.ts';

let browser: Browser;
let lead: Caller;
let council: Caller;
let provider: Caller;
let scheme = '';
let category = '';
const homes: Record<string, string> = {};

const terms: Terms = {
  code: 'sen-day', name: 'SEN day placements', listed: false, choice_mode: 'none',
  statements: [
    { code: 'workforce', question: 'How do you keep good staff?', weight: 60, justification: 'Continuity of care' },
    { code: 'outcomes', question: 'How do you measure outcomes?', weight: 40, justification: 'We pay for outcomes' },
  ],
};
// As nobody writes, and a page has to bear.
const endless = 'speech'.repeat(12);
const evidence = [{ kind: 'public_liability_insurance', level: 'provider', due: 'entry', minimum_cover_pence: 500000000 }];

interface Made { id: string }

async function accredit(name: string): Promise<string> {
  const { entry, home } = await apply({ scheme, category }, provider, 0, { name, answers: {
    requirements: { safeguarding: { met: true, note: 'Reviewed in May' } },
    statements: { workforce: 'We train and promote', outcomes: 'Each term, with the family' },
    core_pence: { premises: 1200000, staff: 2100000 }, discounts: [{ from_child: 2, percent: 10 }] } });
  await lead('PUT', `${entry}/assessment`, { ...marks,
    statements: { workforce: { score: 4, reason: 'Clear' }, outcomes: { score: 3, reason: 'Measured' } } });
  await lead('POST', `${entry}/decision`, { outcome: 'accredited', reason: 'All met' });
  return home.id;
}

async function refer(title: string, more: object = {}): Promise<Made & { reference: string }> {
  const referral = await council<Made & { reference: string }>('POST', '/v1/referrals', draftOf({ scheme, category }, {
    title, portrait: { age_band: '13-15', summary: `Enjoys swimming.\nNeeds speech therapy.\n${endless}` },
    features: [{ code: 'dfe', text: 'DfE registered', must: true, mark: 0 }, { code: 'pool', text: 'Hydrotherapy pool', must: false, mark: 3 }],
    ...more }));
  await council('POST', `/v1/referrals/${referral.id}/publication`, {});
  return referral;
}

// Told at the top, focused, and in the title; the button can then be pressed again.
async function refused(person: Person, name: string): Promise<void> {
  const { page } = person;
  await page.getByText('There is a problem').waitFor();
  assert.match(await page.title(), /^Error: /);
  assert.equal(await page.evaluate(() => document.activeElement?.classList.contains('govuk-error-summary')), true);
  await person.inspect(name);
  await patience(page);
}

before(async () => {
  clock('reset');
  browser = await openBrowser();
  [lead, council, provider] = await Promise.all(['lead', 'council_a', 'provider_a'].map(asPrincipal)) as [Caller, Caller, Caller];
  // Of an earlier run against the same home.
  const { items } = await provider<{ items: (Made & { state: string })[] }>('GET', '/v1/documents');
  for (const { id } of items.filter(({ state }) => ['requested', 'uploaded', 'scanned'].includes(state)))
    await provider('DELETE', `/v1/documents/${id}`);
  // One asks for a document, the other does not.
  const made = await openScheme(lead, `Coastal placements ${unique}`,
    [terms, { ...terms, code: 'sen-week', name: 'SEN weekly placements', evidence }]);
  [scheme, category] = [made.scheme, made.categories[0]!];
  for (const name of ['Ashdown House', 'Ashdown Lodge'])
    homes[name] = await accredit(`${name} ${unique}`);
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
  await page.setViewportSize({ width: 375, height: 800 });
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('link', { name: 'Placements', exact: true }).waitFor();
  await person.inspect('provider-invitations-phone');
  await page.setViewportSize({ width: 1280, height: 900 });
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
  await refused(person, 'provider-bid-refused');
  await page.getByRole('alert').getByRole('link', { name: /How will the outcomes be met, and how measured: This must not be empty/ }).waitFor();
  assert.equal(await page.getByLabel('What it is for').inputValue(), 'One-to-one support');

  const asked = await stay(page);
  await page.getByLabel('Amount a year').fill('3,900');
  await page.getByLabel('Speech and language therapy').check();
  await page.getByLabel('DfE registered').check();
  await page.getByLabel('How will the outcomes be met').fill('Termly targets with the family');
  const [year, month, date] = dayFromNow(20).split('-');
  await page.getByLabel('Day').fill(date!);
  await page.getByLabel('Month').fill(month!);
  await page.getByLabel('Year', { exact: true }).fill(year!);
  // More than was accredited: the API says no, in its words, at the field.
  await page.getByLabel('Core staffing').fill('99999');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Check your bid' }).waitFor();
  await page.getByRole('button', { name: 'Seal the bid' }).click();
  await page.getByText('There is a problem').waitFor();
  await page.getByRole('alert').getByText('The accredited figure is £21,000.00; a bid').waitFor();
  await page.locator('.govuk-error-summary a').first().click();
  assert.match(await page.evaluate(() => document.activeElement?.id ?? ''), /^children-0-core_pence-staff$/);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('21000');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Check your bid' }).waitFor();
  assert.match(await page.locator('main').innerText(), /Total\s+£36,900/);
  await person.inspect('provider-bid-check');
  await backAndForward(page);
  await page.getByRole('link', { name: 'Change the features of the home' }).click();
  await page.getByLabel('Hydrotherapy pool').check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Seal the bid' }).dblclick();
  await page.getByRole('heading', { name: 'Bid sealed' }).waitFor();
  await person.ready();
  assert.deepEqual(asked, ['beforeunload']);
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

// "Back" leads to what was typed, "forward" to the bid as it is then.
async function backAndForward(page: Page): Promise<void> {
  const text = page.getByLabel('How will the outcomes be met');
  const check = page.getByRole('heading', { name: 'Check your bid' });
  assert.match(await page.title(), /^Check your bid/);
  await page.goBack();
  await text.waitFor();
  assert.match(await page.title(), /^Bid for /);
  assert.equal(await text.inputValue(), 'Termly targets with the family');
  await text.fill('Targets for each term');
  await page.goForward();
  await check.waitFor();
  await page.getByText('Targets for each term', { exact: true }).filter({ visible: true }).waitFor();
  await page.goBack();
  await text.fill('Termly targets with the family');
  await page.getByRole('button', { name: 'Continue' }).click();
  await check.waitFor();
}

// Whoever stays has lost nothing. What the browser asked, from then on.
async function stay(page: Page): Promise<string[]> {
  const asked: string[] = [];
  page.once('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
    page.on('dialog', (next) => {
      asked.push(next.type());
      void next.accept();
    });
  });
  const dialog = page.waitForEvent('dialog');
  await page.getByRole('link', { name: 'Invitations', exact: true }).click({ noWaitAfter: true });
  await dialog;
  return asked;
}

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
  await refused(person, 'provider-no-bid-refused');
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
  for (const part of dayFromNow(20).split('-').reverse()) {
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
    statement: 'We will see', available_from: dayFromNow(25) });

  await afterDeadline();
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
  const bidOf = (home: string) =>
    page.getByRole('row').filter({ hasText: referral.reference }).filter({ hasText: `${home} ${unique}` });
  await bidOf('Ashdown Lodge').getByText('Awarded elsewhere').waitFor();
  assert.match(await bidOf('Ashdown House').innerText(), /Awarded to you\s+£[\d,.]+ a year/);
  await bidOf('Ashdown House').getByRole('link', { name: /^Placement / }).waitFor();
  await page.getByLabel('Home').selectOption({ label: `Ashdown House ${unique}` });
  await page.getByLabel('State of the referral').selectOption({ label: 'Awarded' });
  await page.getByRole('button', { name: 'Apply filters' }).click();
  await page.waitForURL(/establishment_id=/);
  await bidOf('Ashdown House').waitFor();
  assert.equal(await bidOf('Ashdown Lodge').count(), 0);
  await person.inspect('provider-bids-narrowed');
  await person.goto(`/provider/bids/?referral_state=unsuccessful&establishment_id=${homes['Ashdown House']}`);
  await page.getByText('No bid fits these filters.').waitFor();
  await person.inspect('provider-bids-none');
  await person.goto('/provider/bids/');
  await page.getByRole('link', { name: `Scores ${referral.reference}, Ashdown House ${unique}` }).click();
  await person.ready();
  assert.match(await page.locator('main').innerText(), /Your text was given 4 of 5/);
  await person.inspect('provider-feedback');
  await person.goto('/provider/placements/');
  await person.inspect('provider-placements');
  await person.goto(`/provider/placements/${placement_id}/`);
  await page.getByRole('button', { name: 'Show who it is' }).click();
  await page.getByText('The council has not told you who it is yet').waitFor();
  await council('PUT', `/v1/placements/${placement_id}/disclosure`, { text: 'Sam is 12 and lives with an aunt.' });
  await person.goto(`/provider/placements/${placement_id}/refuse/`);
  await person.inspect('provider-placement-refuse');
  await page.getByRole('link', { name: 'Go back' }).click();
  await person.ready();
  await page.getByLabel('Why you read it').fill('To prepare the room');
  await page.getByRole('button', { name: 'Show who it is' }).click();
  await page.getByText('Sam is 12').waitFor();
  await page.getByRole('button', { name: 'Sign the placement' }).click();
  await refused(person, 'provider-placement-refused');
  await page.getByLabel('Your position').fill('Manager');
  await page.getByRole('button', { name: 'Sign the placement' }).dblclick();
  await page.getByText('The council signs next').waitFor();
  assert.equal((await council<{ state: string }>('GET', `/v1/placements/${placement_id}`)).state, 'awaiting_council');
  await person.inspect('provider-placement-signed');
  clock('reset');
  await person.close();
});

// Bids can be opened now; everybody signs in anew.
async function afterDeadline(): Promise<void> {
  clock('+97h');
  [lead, council, provider] = await Promise.all(['lead', 'council_a', 'provider_a'].map(asPrincipal)) as [Caller, Caller, Caller];
}

test('the price of two children has the discount of the second; a very low one is explained', async () => {
  const referral = await refer(`Two siblings ${endless}`, { children: 2 });
  const person = await Person.signedIn(browser, 'provider_a');
  const { page } = person;
  const address = `/provider/referrals/${referral.id}/bid/${homes['Ashdown House']}/`;
  await person.goto('/provider/invitations/');
  await person.inspect('provider-invitations-long');
  await person.goto(address);
  await page.getByLabel('Premises').first().fill('1000.01');
  await page.getByLabel('Premises').last().fill('1000.01');
  await page.getByLabel('Core staffing').first().fill('');
  await page.getByLabel('Core staffing').last().fill('33.33');
  await page.getByLabel('DfE registered').check();
  await page.getByLabel('How will the outcomes be met').fill('Together');
  const [year, month, date] = dayFromNow(20).split('-');
  await page.getByLabel('Day').fill(date!);
  await page.getByLabel('Month').fill(month!);
  await page.getByLabel('Year', { exact: true }).fill(year!);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Check your bid' }).waitFor();
  const total = /Total\s+(£[\d,.]+)/.exec(await page.locator('main').innerText())![1]!;
  await person.inspect('provider-bid-two');
  await page.getByRole('button', { name: 'Seal the bid' }).click();
  await page.getByRole('heading', { name: 'Bid sealed' }).waitFor();
  // What we reckoned is what the API reckons.
  await page.getByText(`${total} a year`).waitFor();
  await provider('PUT', `/v1/referrals/${referral.id}/bids/${homes['Ashdown Lodge']}`, {
    children: [{ variable: [{ text: 'Transport', amount_pence: 9600000 }] }, {}], needs_met: [], features_met: ['dfe'],
    statement: 'We will see', available_from: dayFromNow(25) });
  await afterDeadline();
  await council('POST', `/v1/referrals/${referral.id}/opening`, {});
  await person.goto(`${address}receipt/`);
  await page.getByText('Your price looks very low').waitFor();
  await person.inspect('provider-low-price');
  await page.getByLabel('How can the price be so low?').fill('The premises are paid for');
  await page.getByRole('button', { name: 'Send the explanation' }).dblclick();
  await page.getByText('Your explanation has been sent').waitFor();
  await person.inspect('provider-low-price-explained');
  clock('reset');
  await person.close();
});

test('a bid that a colleague changed meanwhile, or that is late, is told and kept', async () => {
  const referral = await refer(`Year 8 place ${endless}`);
  const bid = `/v1/referrals/${referral.id}/bids/${homes['Ashdown House']}`;
  const content = { children: [{}], needs_met: [], features_met: ['dfe'], statement: 'The first', available_from: dayFromNow(25) };
  await provider('PUT', bid, content);
  const person = await Person.signedIn(browser, 'provider_a');
  const { page } = person;
  await person.goto(`/provider/referrals/${referral.id}/bid/${homes['Ashdown House']}/`);
  await page.getByLabel('How will the outcomes be met').fill('The third');
  await provider('PUT', bid, { ...content, statement: 'The second' });
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Seal the changed bid' }).click();
  await refused(person, 'provider-bid-changed-meanwhile');
  await page.getByText('Somebody else has changed this').waitFor();
  assert.equal(await page.getByLabel('How will the outcomes be met').inputValue(), 'The third');
  await page.reload();
  await person.ready();
  assert.equal(await page.getByLabel('How will the outcomes be met').inputValue(), 'The second');
  clock('+97h');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Seal the changed bid' }).click();
  await refused(person, 'provider-bid-late');
  await person.goto(`/provider/referrals/${referral.id}/`);
  await page.getByText('Closed, not opened').waitFor();
  await person.inspect('provider-referral-closed');
  clock('reset');
  await person.close();
});

test('an application, from the choice of homes to its receipt and its scores', async () => {
  await addHome(provider, `Ashdown Grange ${unique}`);
  const person = await Person.signedIn(browser, 'provider_a');
  const { page } = person;
  await person.goto('/provider/applications/new/');
  await person.inspect('provider-apply-scheme');
  await page.getByLabel(`Coastal placements ${unique}`).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Which homes apply' }).waitFor();
  await page.getByRole('button', { name: 'Start the application' }).click();
  await refused(person, 'provider-apply-refused');
  await page.getByRole('group', { name: `Ashdown Grange ${unique}` }).getByLabel('SEN weekly placements').check();
  await page.getByRole('button', { name: 'Start the application' }).dblclick();
  await page.getByRole('heading', { name: `Application to Coastal placements ${unique}` }).waitFor();
  await person.inspect('provider-tasks');

  await page.getByRole('link', { name: 'Who applies, and what has to be declared' }).click();
  await person.ready();
  await page.getByRole('button', { name: 'Add a notice' }).click();
  await page.getByLabel('What it was about').selectOption('environment');
  await page.getByLabel('Day').fill('3');
  await page.getByLabel('Month').fill('5');
  await page.getByLabel('Year', { exact: true }).fill('2019');
  await person.inspect('provider-declarations');
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await page.getByText('What you declared is saved').waitFor();

  await page.getByRole('link', { name: 'Requirements' }).click();
  await person.ready();
  await person.inspect('provider-requirements');
  await page.getByLabel('Yes').check();
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await page.getByText('are saved').waitFor();
  await page.getByRole('link', { name: 'How do you keep good staff?' }).click();
  await person.ready();
  await person.inspect('provider-statement');
  await page.getByLabel('Your answer').fill('We train and promote');
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await page.getByRole('heading', { name: 'How do you measure outcomes?' }).waitFor();
  await page.getByLabel('Your answer').fill('Each term');
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await page.getByText('are saved').waitFor();
  await page.getByRole('link', { name: 'Core costs' }).click();
  await person.ready();
  await page.getByLabel('Premises').fill('40000');
  await page.getByLabel('Core staffing').fill('30000');
  await page.getByText('Together £70,000 a year.').waitFor();
  await page.getByText('£10,000 above it').waitFor();
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await refused(person, 'provider-costs-refused');
  await page.getByLabel('Core staffing').fill('10000');
  await page.getByRole('button', { name: 'Add a discount' }).click();
  await page.getByLabel('From which person on').fill('2');
  await page.getByLabel('How much less').fill('10');
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await page.getByText('are saved').waitFor();

  await page.getByRole('link', { name: 'Documents' }).click();
  await person.ready();
  await person.inspect('provider-documents-missing');
  await page.getByRole('link', { name: /^Add Public liability/ }).click();
  await person.ready();
  await page.getByRole('button', { name: 'Add the document' }).click();
  await refused(person, 'provider-document-refused');
  await page.getByLabel('What do you call it?').fill(`Public liability ${unique}`);
  const last = page.getByRole('group', { name: 'What is its last day?' });
  const [year, month, date] = dayFromNow(200).split('-');
  await last.getByLabel('Day').fill(date!);
  await last.getByLabel('Month').fill(month!);
  await last.getByLabel('Year').fill(year!);
  await page.getByLabel('How much does it cover?').fill('5,000,000');
  await page.getByLabel('The file').setInputFiles({ name: 'cover.pdf', mimeType: 'application/pdf', buffer: Buffer.from(
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n') });
  await page.getByRole('button', { name: 'Add the document' }).dblclick();
  await page.getByText('The document is here').waitFor();
  assert.equal(await page.getByRole('row', { name: new RegExp(`Public liability ${unique}`) }).count(), 1);
  await person.inspect('provider-documents');
  await page.locator('.govuk-back-link').click();
  await person.ready();
  await page.getByText('Everything is answered').waitFor();
  await person.inspect('provider-tasks-done');

  await lead('POST', `/v1/schemes/${scheme}/agreements`, { title: 'Agreement of the scheme', content: 'The parties agree.\nThey sign.' });
  await page.getByRole('link', { name: 'Check your answers and send' }).click();
  await person.ready();
  await page.getByRole('button', { name: 'Sign and send in' }).click();
  await refused(person, 'provider-submit-refused');
  await page.getByLabel('Your position').fill('Director');
  await page.getByLabel('Everything is true').check();
  await page.getByRole('button', { name: 'Sign and send in' }).dblclick();
  await page.getByText('The application is sent in').waitFor();
  await page.getByRole('heading', { name: 'Receipt' }).waitFor();
  await person.inspect('provider-application-sent');
  await page.getByText('Ask about the scheme').click();
  await page.getByLabel('Your question').fill('May homes share a statement of purpose?');
  await page.getByRole('button', { name: 'Send the question' }).click();
  await page.getByText('Your question is with the lead authority').waitFor();
  await person.inspect('provider-application-asked');

  const id = /[0-9a-f-]{36}/.exec(page.url())![0];
  const { entries } = await provider<{ entries: Made[] }>('GET', `/v1/applications/${id}`);
  await lead('POST', `/v1/applications/${id}/information-requests`, {
    items: [{ text: 'Who leads on safeguarding?', entry_id: entries[0]!.id }], answer_by: dayFromNow(14) });
  await person.goto('/provider/');
  await page.getByText('Information asked for').waitFor();
  await person.goto(`/provider/applications/${id}/information/`);
  await person.inspect('provider-information');
  await page.getByLabel('Who leads on safeguarding?').fill('Our manager');
  await page.getByRole('button', { name: 'Send the answers' }).dblclick();
  await page.getByText('Your answers have been sent').waitFor();
  await person.inspect('provider-information-answered');
  await person.goto(`/provider/applications/${id}/withdraw/`);
  await person.inspect('provider-application-withdraw');
  const entry = `/v1/applications/${id}/entries/${entries[0]!.id}`;
  await lead('PUT', `${entry}/assessment`, {
    requirements: { safeguarding: { pass: true, reason: '' } }, rating: 'good',
    statements: { workforce: { score: 4, reason: 'Clear' }, outcomes: { score: 3, reason: 'Measured' } } });
  await lead('POST', `${entry}/decision`, { outcome: 'accredited', reason: 'All met' });
  await person.goto(`/provider/applications/${id}/`);
  await page.getByRole('link', { name: /^Scores and reasons/ }).click();
  await person.ready();
  await page.getByText('72.0000 of 100').waitFor();
  await page.getByText('Ask for another look, until').click();
  await person.inspect('provider-decision');
  await page.getByLabel('What should be looked at again?').fill('The second text');
  await page.getByRole('button', { name: 'Ask for another look' }).click();
  await page.getByText('You have asked for another look').waitFor();
  await person.goto('/provider/applications/');
  await person.inspect('provider-applications');
  await person.close();
});

test('what several homes are asked is answered once', async () => {
  const [one, two] = [await addHome(provider, `Copse ${unique}`), await addHome(provider, `Dell ${unique}`)];
  const application = await provider<Made>('POST', '/v1/applications', {
    scheme_id: scheme, entries: [one, two].map((establishment_id) => ({ establishment_id, category_id: category })) });
  const person = await Person.signedIn(browser, 'provider_a');
  const { page } = person;
  await person.goto(`/provider/applications/${application.id}/`);
  await page.getByRole('link', { name: 'Answer once for all homes' }).click();
  await person.ready();
  await person.inspect('provider-common');
  await page.getByLabel('Yes').check();
  await page.getByLabel('How do you keep good staff?').fill('By training');
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await page.getByText('Your answers for all homes are saved').waitFor();
  assert.equal(await page.getByText('Completed').count(), 4);
  await person.close();
});

test('a second stage is filled in and sent in by itself', async () => {
  const two = await addCategory(lead, scheme, { ...terms, code: 'sen-two', name: 'SEN in two stages',
    statements: terms.statements!.map((statement) => ({ ...statement, stage: 2 })) });
  const home = await addHome(provider, `Heath ${unique}`);
  const application = await provider<Made & { entries: Made[] }>('POST', '/v1/applications', {
    scheme_id: scheme, entries: [{ establishment_id: home, category_id: two }] });
  const entry = `/v1/applications/${application.id}/entries/${application.entries[0]!.id}`;
  await provider('PATCH', entry, { requirements: { safeguarding: { met: true } } });
  const { agreement } = await provider<{ agreement: { version: number } | null }>('GET', `/v1/applications/${application.id}/missing`);
  await provider('POST', `/v1/applications/${application.id}/submission`, {
    declaration: true, signatory: { name: 'Ada Okafor', position: 'Director' },
    ...(agreement ? { agreement_version: agreement.version } : {}) });
  await lead('POST', `${entry}/first-stage`, { requirements: { safeguarding: { pass: true, reason: 'Seen' } } });
  await provider('PATCH', entry, {
    statements: { workforce: 'We train', outcomes: 'Each term' }, core_pence: { premises: 1200000 } });
  const person = await Person.signedIn(browser, 'provider_a');
  const { page } = person;
  await person.goto(`/provider/applications/${application.id}/`);
  await person.inspect('provider-second-stage');
  await page.getByRole('link', { name: 'Core costs' }).click();
  await person.ready();
  await page.getByLabel('Core staffing').fill('21,000');
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await page.getByText('are saved').waitFor();
  await page.getByRole('link', { name: 'Check and send in the second stage' }).click();
  await person.ready();
  await person.inspect('provider-second-stage-submit');
  await page.getByLabel('Your position').fill('Director');
  await page.getByLabel('Everything is true').check();
  await page.getByRole('button', { name: 'Sign and send in' }).dblclick();
  await page.getByText('is sent in').waitFor();
  await person.close();
});

test('vacancies are told in one press, and somebody else’s change is told', async () => {
  await addHome(provider, `Fern ${unique}`);
  const person = await Person.signedIn(browser, 'provider_a');
  const { page } = person;
  await person.goto('/provider/homes/');
  const home = page.getByRole('group', { name: `Fern ${unique}`, exact: true });
  await home.getByRole('button', { name: /^One more is free/ }).click();
  await page.getByText(`Fern ${unique}: 1 place is free`).waitFor();
  await home.getByLabel('Or how many are free').fill('many');
  await home.getByRole('button', { name: 'Save' }).click();
  await refused(person, 'provider-homes-refused');
  // More than there are: the API says so, at the field of this home.
  await home.getByLabel('Or how many are free').fill('99');
  await home.getByRole('button', { name: 'Save' }).click();
  await page.waitForFunction(() => !document.querySelector('.govuk-error-summary')?.textContent?.includes('digits'));
  await page.locator('.govuk-error-summary a').click();
  assert.equal(await home.getByLabel('Or how many are free').evaluate((field) => field === document.activeElement), true);
  await person.inspect('provider-homes-too-many');
  await patience(page);
  await home.getByLabel('Or how many are free').fill('3');
  await page.keyboard.press('Enter');
  await page.getByText(`Fern ${unique}: 3 places are free`).waitFor();
  const { items } = await provider<{ items: { id: string; name: string }[] }>('GET', '/v1/establishments');
  const id = items.find(({ name }) => name === `Fern ${unique}`)!.id;
  await provider('PATCH', `/v1/establishments/${id}`, { vacancies: 7 });
  await home.getByRole('button', { name: /^Full/ }).click();
  await page.getByText('Somebody else has changed this').waitFor();
  await home.getByRole('link', { name: 'Change the home' }).click();
  await person.ready();
  assert.equal(await page.getByLabel('How many are free?').inputValue(), '7');
  await person.inspect('provider-home-change');
  await page.getByLabel('Telephone').fill('01273 000000');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(`Fern ${unique} is changed`).waitFor();
  await page.getByRole('button', { name: 'Add a home' }).click();
  await person.ready();
  await page.getByRole('button', { name: 'Add the home' }).click();
  await refused(person, 'provider-home-refused');
  await page.getByLabel('Name of the home').fill(`Gorse ${unique}`);
  await page.getByLabel('Address line 1').fill('2 High Street');
  await page.getByLabel('Town or city').fill('Brighton');
  await page.getByLabel('Postcode').fill('bn1 1aa');
  await page.getByLabel('Registered with').selectOption('ofsted');
  await page.getByLabel('Its number there').fill(`G${unique}`);
  await page.getByLabel('Good', { exact: true }).check();
  await page.getByLabel('How many places are there?').fill('12');
  await page.getByRole('button', { name: 'Add the home' }).dblclick();
  await page.getByText(`Gorse ${unique} is added`).waitFor();
  await person.inspect('provider-homes');
  await person.close();
});

test('more homes than fit on one page', async () => {
  const person = await Person.signedIn(browser, 'provider_a');
  const { page } = person;
  await shortPages(page, '/v1/establishments');
  await person.goto('/provider/homes/');
  const cards = page.locator('.govuk-summary-card');
  assert.equal(await cards.count(), 2);
  await page.getByRole('button', { name: 'Show more' }).click();
  await cards.nth(3).waitFor();
  await page.getByText('4 shown').waitFor({ state: 'attached' });
  const links = await cards.getByRole('link', { name: 'Change the home' }).evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  assert.equal(new Set(links).size, 4, links.join());
  await person.close();
});

test('a suspension is seen and answered, point by point', async () => {
  const { items } = await provider<{ items: (Made & { establishment: { name: string } })[] }>('GET', `/v1/accreditations?scheme_id=${scheme}`);
  const { id } = items.find(({ establishment }) => establishment.name === `Ashdown Lodge ${unique}`)!;
  const person = await Person.signedIn(browser, 'provider_a');
  const { page } = person;
  await person.goto('/provider/accreditations/');
  const { items: [newest] } = await provider<{ items: [Made & { category_id: string }] }>('GET', '/v1/accreditations');
  const { name: called } = await provider<{ name: string }>('GET', `/v1/categories/${newest.category_id}`);
  await page.getByRole('row').filter({ has: page.locator(`a[href="/provider/accreditations/${newest.id}/"]`) })
    .getByRole('cell', { name: called, exact: true }).waitFor();
  await person.inspect('provider-accreditations');
  await person.goto(`/provider/accreditations/${id}/`);
  await person.inspect('provider-accreditation');
  await lead('POST', `/v1/accreditations/${id}/suspension`, { ground: 'requirement_failed', reason: 'No policy', points: ['safeguarding'] });
  await person.goto('/provider/');
  await page.getByRole('link', { name: `Ashdown Lodge ${unique}: Suspended` }).click();
  await person.ready();
  await page.getByRole('button', { name: 'Say that it is put right' }).click();
  await refused(person, 'provider-cure-refused');
  await page.getByLabel('Yes').check();
  await page.getByLabel('What has been done?').fill('There is a new policy');
  await page.getByRole('button', { name: 'Say that it is put right' }).dblclick();
  await page.getByText('You have said that it is put right').waitFor();
  await person.inspect('provider-cure-sent');
  await person.close();
});

test('who is to be refused or removed is heard before', async () => {
  const [one, accreditation] = [await addHome(provider, `Ivy ${unique}`), await provider<{ items: (Made & { establishment: { name: string } })[] }>(
    'GET', `/v1/accreditations?scheme_id=${scheme}`)];
  const grave = await addCategory(lead, scheme, { ...terms, code: 'sen-grave', name: 'SEN with a ground',
    requirements: [{ code: 'tax', question: 'Are your taxes paid?', justification: 'The law', exclusion: 'mandatory' }] });
  const application = await provider<Made & { entries: Made[] }>('POST', '/v1/applications', {
    scheme_id: scheme, entries: [{ establishment_id: one, category_id: grave }] });
  const entry = `/v1/applications/${application.id}/entries/${application.entries[0]!.id}`;
  await provider('PUT', entry, {
    requirements: { tax: { met: true } }, statements: { workforce: 'We train', outcomes: 'Each term' },
    core_pence: { premises: 1200000, staff: 2100000 } });
  const { agreement } = await provider<{ agreement: { version: number } | null }>('GET', `/v1/applications/${application.id}/missing`);
  await provider('POST', `/v1/applications/${application.id}/submission`, {
    declaration: true, signatory: { name: 'Ada Okafor', position: 'Director' },
    ...(agreement ? { agreement_version: agreement.version } : {}) });
  await lead('PUT', `${entry}/assessment`, {
    requirements: { tax: { pass: false, reason: 'Judgment of 3 May' } }, rating: 'good',
    statements: { workforce: { score: 4, reason: 'Clear' }, outcomes: { score: 3, reason: 'Measured' } } });
  await lead('POST', `${entry}/warning`, { reason: 'We mean to refuse it', answer_by: `${dayFromNow(9)}T12:00:00Z` });
  const person = await Person.signedIn(browser, 'provider_a');
  const { page } = person;
  await person.goto(`/provider/applications/${application.id}/`);
  await page.getByRole('link', { name: /^Read why, and answer/ }).click();
  await person.ready();
  await page.getByRole('button', { name: 'Send the answer' }).click();
  await refused(person, 'provider-warning-refused');
  await page.getByLabel('What do you say to it?').fill('It has been set aside');
  await page.getByRole('button', { name: 'Send the answer' }).dblclick();
  await page.getByText('What you said has been sent').waitFor();
  await person.inspect('provider-warning-answered');

  const { id } = accreditation.items.find(({ establishment }) => establishment.name === `Ashdown House ${unique}`)!;
  await lead('POST', `/v1/accreditations/${id}/removal-notice`, { ground: 'insolvency', reason: 'An administrator was appointed' });
  await person.goto(`/provider/accreditations/${id}/`);
  await person.inspect('provider-removal');
  await page.getByLabel('What do you say to it?').fill('We were bought');
  await page.getByRole('button', { name: 'Send the answer' }).dblclick();
  await page.getByText('What you said has been sent').waitFor();
  await person.close();
});

test('a provider registers and is signed in', async () => {
  const person = await Person.in(browser);
  const { page } = person;
  await page.goto('/register/');
  await page.getByRole('button', { name: 'Register', exact: true }).click();
  await refused(person, 'register-refused');
  await page.getByLabel('Name of the organisation').fill(`Newcomer ${unique} Ltd`);
  await page.getByLabel('Your name').fill('Nell Comer');
  await page.getByLabel('E-mail address').fill(`nell.${unique}@newcomer.example`);
  await page.getByLabel('Password', { exact: true }).fill(`correct horse ${unique}`);
  await page.getByRole('button', { name: 'Register', exact: true }).dblclick();
  await page.getByText('Your organisation is registered').waitFor();
  await page.getByText('Nothing waits for you').waitFor();
  await person.inspect('provider-home-empty');
  for (const path of ['invitations', 'bids', 'placements', 'homes', 'applications', 'documents', 'accreditations']) {
    await person.goto(`/provider/${path}/`);
    await person.inspect(`provider-${path}-empty`);
  }
  await person.goto(`/register/#${'x'.repeat(43)}`);
  await page.getByText('You were invited').waitFor();
  await person.inspect('register-invited');
  await person.close();
});
