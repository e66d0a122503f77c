// agreements.test.ts - what provider and lead authority settle between them: which homes apply,
// what is signed, what a home costs, what score it carries.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import type { Browser } from 'playwright-core';

import { banner, fillDate, press, unique } from './by-hand.ts';
import { asPrincipal, type Caller, clock, openBrowser, Person } from './harness.ts';
import { dayFromNow, makeMarket, type Market } from './market.ts';

interface Made { id: string }
interface Application extends Made { reference: string; entries: (Made & { establishment_name: string })[] }
interface Uplift extends Made { state: string }

let browser: Browser;
let lead: Caller;
let provider: Caller;
let market: Market;
let accreditation = '';
// Signed in once: a provider, and an officer of the lead authority.
let person: Person;
let officer: Person;

const signed = { declaration: true, signatory: { name: 'Ada Okafor', position: 'Director' } };
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

async function accredit(name: string): Promise<string> {
  const { id, entries } = await draft(await addHome(name));
  const entry = `/v1/applications/${id}/entries/${entries[0]!.id}`;
  await provider('POST', `/v1/applications/${id}/submission`, signed);
  await lead('PUT', `${entry}/assessment`, {
    requirements: { safeguarding: { pass: true, reason: '' } }, rating: 'good', statements: { workforce: { score: 4, reason: 'Clear' } } });
  return (await lead<{ accreditation_id: string }>('POST', `${entry}/decision`, {
    outcome: 'accredited', reason: 'All met', conditions: [{ text: 'Fire doors are replaced', due_on: dayFromNow(60) }] })).accreditation_id;
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
  [lead, provider] = await Promise.all(['lead', 'provider_a'].map(asPrincipal)) as [Caller, Caller];
  market = await makeMarket({}, []);
  accreditation = await accredit('Fern');
  [person, officer] = await Promise.all(['provider_a', 'lead'].map((who) => Person.signedIn(browser, who))) as [Person, Person];
});

after(async () => {
  clock('reset');
  await browser.close();
});

test('a home is added to a draft, with the answers of another, and taken out', async () => {
  const [first, second] = [await addHome('Gorse'), await addHome('Heather')];
  const { id, reference, entries } = await draft(first);
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
  await page.getByLabel('Take over answers').selectOption(`Gorse ${unique}, Day placements (${reference})`);
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
});

test('an agreement is published, and signed for what was sent in before', async () => {
  const sent = await draft(await addHome('Juniper'));
  await provider('POST', `/v1/applications/${sent.id}/submission`, signed);
  await officer.goto(`/lead/schemes/${market.scheme}/`);
  await officer.page.getByRole('link', { name: 'Agreement, and who has signed it' }).click();
  await officer.ready();
  await officer.page.getByText('There is none.').waitFor();
  await officer.inspect('lead-agreement-none');
  await press(officer.page, 'Publish it');
  await refused(officer, 'lead-agreement-refused');
  await officer.page.getByLabel('Title').fill('Agreement of the scheme');
  await officer.page.getByLabel('The whole agreement').fill('The parties agree:\n1. on the price\n2. on the rest');
  await press(officer.page, 'Publish it');
  await banner(officer.page, 'Version 1 is published');
  const row = officer.page.getByRole('row', { name: new RegExp(sent.reference) });
  await row.getByText('To be signed').waitFor();
  await officer.inspect('lead-agreement');

  const { page } = person;
  await person.goto('/provider/');
  await page.getByRole('link', { name: `Agreement for ${sent.reference}` }).waitFor();
  await person.inspect('provider-home-agreement');
  await person.goto(`/provider/applications/${sent.id}/`);
  await person.inspect('provider-application-unsigned');
  await page.getByRole('link', { name: 'Read and sign the agreement' }).click();
  await person.ready();
  await press(page, 'Sign the agreement');
  await refused(person, 'provider-agreement-refused');

  // The next version comes while this one is being read.
  await lead('POST', `/v1/schemes/${market.scheme}/agreements`, { title: 'Agreement of the scheme', content: 'Better terms' });
  await page.getByLabel('Your position').fill('Director');
  await page.getByLabel('I may sign for the provider').check();
  await press(page, 'Sign the agreement');
  await page.getByText('The agreement to be signed is version 2.').waitFor();
  await page.reload();
  await person.ready();
  await page.getByText('Better terms').waitFor();
  await person.inspect('provider-agreement');
  await page.getByLabel('Your position').fill('Director');
  await page.getByLabel('I may sign for the provider').check();
  await press(page, 'Sign the agreement');
  await banner(page, 'Version 2 of the agreement is signed');
  assert.equal(await page.getByRole('link', { name: 'Read and sign the agreement' }).count(), 0);
  await page.getByText(/^Version 2, signed /).waitFor();
  await person.goto(`/provider/applications/${sent.id}/agreement/`);
  await page.getByText('Version 2 was signed on').waitFor();
  await person.inspect('provider-agreement-signed');
  await person.goto(`/schemes/${market.scheme}/`);
  await page.getByText('Agreement of the scheme').click();
  await page.getByText('Better terms').waitFor();
  await person.inspect('public-scheme-agreement');

  await officer.page.reload();
  await officer.ready();
  await row.getByText(/^Version 2, on /).waitFor();
  await officer.page.getByText('Version 1: Agreement of the scheme').waitFor();
  await officer.inspect('lead-agreement-signed');
});

test('a provider asks to raise a cost, takes that back, and asks again', async () => {
  const { page } = person;
  await person.goto(`/provider/accreditations/${accreditation}/`);
  await page.getByRole('link', { name: 'Ask to raise a cost' }).click();
  await person.ready();
  await press(page, 'Send the request');
  await refused(person, 'provider-uplift-new-refused');
  await page.getByLabel('Premises').check();
  await page.getByLabel('What it should be').fill('11,000');
  await fillDate(page, 'From which day?', dayFromNow(30));
  await page.getByLabel('What proves').fill('The lease of 1 January, clause 4');
  await press(page, 'Send the request');
  // Less than it is now: the API says why not, at the field, and nothing is lost.
  await page.locator('.govuk-error-summary a[href="#amount_pence"]').waitFor();
  assert.equal(await page.getByLabel('What proves').inputValue(), 'The lease of 1 January, clause 4');
  await page.getByLabel('What it should be').fill('12300');
  await press(page, 'Send the request');
  await banner(page, 'The lead authority has your request');
  await page.getByText('£12,300, £300 (2.5%) more than £12,000').waitFor();
  await person.inspect('provider-uplift-asked');
  // One request about a cost waits at a time.
  await person.goto(`/provider/accreditations/${accreditation}/uplifts/new/`);
  await page.getByLabel('Premises').check();
  await page.getByLabel('What it should be').fill('12400');
  await fillDate(page, 'From which day?', dayFromNow(30));
  await page.getByLabel('What proves').fill('The same lease');
  await press(page, 'Send the request');
  await refused(person, 'provider-uplift-waits');
  await person.goto(`/provider/accreditations/${accreditation}/`);
  await page.getByRole('link', { name: /^Premises/ }).click();
  await person.ready();
  await press(page, 'Take it back');
  await banner(page, 'The request is taken back');
  await person.inspect('provider-uplift-withdrawn');
  await person.goto(`/provider/accreditations/${accreditation}/`);
  await page.getByRole('row', { name: /Premises.*Withdrawn/ }).waitFor();
  await person.inspect('provider-accreditation-uplifts');
});

const ask = (head: string, amount_pence: number, day: number) =>
  provider<Uplift>('POST', `/v1/accreditations/${accreditation}/uplifts`, {
    head, amount_pence, formula: '2.5 per cent, the index of rents', effective_on: dayFromNow(day),
    evidence: 'The lease of 1 January, clause 4.\nThe landlord’s notice.' });

test('a request to raise a cost is decided, appealed and decided again', async () => {
  const [later, sooner] = [await ask('premises', 1_230_000, 60), await ask('staff', 2_205_000, 20)];
  await officer.goto('/lead/accreditations/uplifts/?state=dismissed');
  await officer.page.getByText('No request fits this filter').waitFor();
  await officer.inspect('lead-uplifts-none');
  await officer.goto('/lead/');
  await officer.page.getByRole('link', { name: /^\d+( or more)?$/ }).last().click();
  await officer.ready();
  const links = await officer.page.locator('tbody a').evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
  const place = ({ id }: Made) => links.findIndex((href) => href.includes(id));
  assert.ok(place(sooner) >= 0 && place(sooner) < place(later), 'the earlier day comes first');
  await officer.inspect('lead-uplifts');
  const address = `/lead/accreditations/${accreditation}/uplifts/${later.id}/`;
  await officer.goto(address);
  await officer.page.getByText('£12,300, £300 (2.5%) more than £12,000').waitFor();
  await officer.inspect('lead-uplift-asked');
  await press(officer.page, 'Decide');
  await refused(officer, 'lead-uplift-refused');
  await officer.page.getByLabel('Grant it').check();
  await officer.page.getByLabel('The new figure').fill('12,180');
  await officer.page.getByLabel('Reason').fill('1.5 per cent, as the index');
  await press(officer.page, 'Decide');
  await banner(officer.page, '£12,180 is granted, and the provider told');
  await officer.page.getByText('£12,180, £180 (1.5%) more than £12,000').waitFor();
  await officer.inspect('lead-uplift-granted');

  const { page } = person;
  await person.goto(`/provider/accreditations/${accreditation}/uplifts/${later.id}/`);
  await page.getByText(/^Appeal, until the end of/).click();
  await person.inspect('provider-uplift-granted');
  await press(page, 'Send the appeal');
  await refused(person, 'provider-uplift-appeal-refused');
  await page.getByLabel('What is wrong').fill('The lease leaves us no choice');
  await press(page, 'Send the appeal');
  await banner(page, 'Your appeal has been sent');
  await person.inspect('provider-uplift-appealed');

  await officer.goto(address);
  await officer.page.getByText('The lease leaves us no choice').waitFor();
  await officer.inspect('lead-uplift-appealed');
  await officer.page.getByLabel('Uphold it').check();
  await officer.page.getByLabel('Reason').fill('The notice has been seen');
  await press(officer.page, 'Decide on the appeal');
  await banner(officer.page, '£12,300 is granted, and the provider told');
  await officer.inspect('lead-uplift-upheld');
  assert.equal((await provider<Uplift>('GET', `/v1/accreditations/${accreditation}/uplifts/${later.id}`)).state, 'upheld');

  // Another officer was quicker: what is decided cannot be decided again.
  await officer.goto(`/lead/accreditations/${accreditation}/uplifts/${sooner.id}/`);
  await lead('POST', `/v1/accreditations/${accreditation}/uplifts/${sooner.id}/decision`, { outcome: 'refused', reason: 'No proof' });
  await officer.page.getByLabel('Refuse it').check();
  await officer.page.getByLabel('Reason').fill('No proof');
  await press(officer.page, 'Decide');
  await refused(officer, 'lead-uplift-decided-meanwhile');
  await officer.goto(`/lead/accreditations/${accreditation}/`);
  await officer.page.getByRole('row', { name: /Premises.*Granted on appeal/ }).waitFor();
  await officer.inspect('lead-accreditation-uplifts');
});

test('a provider reads what is on record of its home, and why its score was changed', async () => {
  await lead('POST', `/v1/accreditations/${accreditation}/score-reviews`, {
    statements: { workforce: { score: 5, reason: 'Turnover is down to a tenth' } }, evidence: 'Visits of 3 and 17 March' });
  await lead('POST', `/v1/accreditations/${accreditation}/audits`, { on: dayFromNow(0), outcome: 'passed', note: 'Everything in order' });
  const { page } = person;
  await person.goto(`/provider/accreditations/${accreditation}/`);
  await page.getByText(/^Counts from .*: 100\.0000, before 80\.0000$/).click();
  await page.getByRole('row', { name: /5 of 5 Turnover is down to a tenth/ }).waitFor();
  await page.getByText('Visits of 3 and 17 March').waitFor();
  await page.getByRole('row', { name: /Fire doors are replaced.*Open/ }).waitFor();
  await page.getByRole('row', { name: /Passed Everything in order/ }).waitFor();
  await page.getByText('Figures, and how they came to be').click();
  await person.inspect('provider-accreditation-review');
});

test('a council that is no partner is let use the scheme for a fee', async () => {
  const { page } = officer;
  await officer.goto(`/lead/schemes/${market.scheme}/`);
  await page.getByRole('link', { name: 'Access agreements of other councils' }).click();
  await officer.ready();
  await press(page, 'Record the agreement');
  await refused(officer, 'lead-access-refused');
  await page.getByLabel('Council').fill('Isle of Wight Council');
  await page.getByLabel('Fee for the whole time').fill('5,000');
  await fillDate(page, 'First day', '2026-10-01');
  await fillDate(page, 'Last day', '2027-09-30');
  await press(page, 'Record the agreement');
  await banner(page, 'Isle of Wight Council may use the scheme');
  await page.getByRole('row', { name: 'Isle of Wight Council 1 October 2026 30 September 2027 £5,000' }).waitFor();
  await officer.inspect('lead-access');
});

test('an appeal that comes too late is told so', async () => {
  const { id } = await ask('staff', 2_205_000, 20);
  await lead('POST', `/v1/accreditations/${accreditation}/uplifts/${id}/decision`, { outcome: 'refused', reason: 'No proof' });
  clock(`+${24 * 16}h`);
  const late = await Person.signedIn(browser, 'provider_a');
  await late.goto(`/provider/accreditations/${accreditation}/uplifts/${id}/`);
  await late.page.getByText(/^Appeal, until the end of/).click();
  await late.page.getByLabel('What is wrong').fill('It was proved');
  await press(late.page, 'Send the appeal');
  await late.page.getByText(/could be appealed until \d+ [A-Z][a-z]+ \d{4}\./).waitFor();
  await refused(late, 'provider-uplift-appeal-late');
  await late.close();
});
