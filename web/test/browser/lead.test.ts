// lead.test.ts - a lead authority at its work: queue, assessment, decision, standing, schemes, people.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import type { Browser, Page } from 'playwright-core';

import { patience, unique } from './by-hand.ts';
import { asPerson, asPrincipal, type Caller, clock, demo, openBrowser, Person } from './harness.ts';
import { addCategory, type Application, apply, dayFromNow, openScheme, type Terms } from './market.ts';

interface Made { id: string }

let browser: Browser;
let lead: Caller;
let council: Caller;
let provider: Caller;
let scheme = '';
let category = '';

const terms: Terms = {
  listed: false, due_diligence: ['debarment'], highest_risk: 'moderate',
  requirements: [
    { code: 'safeguarding', question: 'Is there a safeguarding policy?', justification: 'Children are in your care' },
    { code: 'tax', question: 'Have all taxes been paid?', justification: 'The law asks', exclusion: 'mandatory' },
  ],
  statements: [
    { code: 'workforce', question: 'How do you keep good staff?', weight: 60, justification: 'Continuity of care' },
    { code: 'outcomes', question: 'How do you measure outcomes?', weight: 40, justification: 'We pay for outcomes' },
  ],
};

const applyWith = (name: string): Promise<Application> => apply({ scheme, category }, provider, 0, {
  name: `${name} ${unique}`,
  answers: {
    requirements: { safeguarding: { met: true, note: 'Reviewed in May' }, tax: { met: true, note: '' } },
    statements: { workforce: 'We train and promote.\n\nWho joins, stays.', outcomes: 'Each term, with the family' },
    core_pence: { premises: 1200000, staff: 2100000 }, discounts: [{ from_child: 2, percent: 10 }],
  },
});

async function accredit(name: string): Promise<string> {
  const officer = await asPerson(browser, 'lead');
  const { id, entry } = await applyWith(name);
  await officer('PUT', `/v1/applications/${id}/financial-assessment`,
    { risk_band: 'low', source: 'Accounts of 2025', assessed_on: dayFromNow(0) });
  await officer('PUT', `${entry}/due-diligence`, { checks: [
    { register: 'debarment', source: 'The debarment list', checked_on: dayFromNow(0), result: 'clear', reference: null, note: null }] });
  await officer('PUT', `${entry}/assessment`, {
    requirements: { safeguarding: { pass: true, reason: '' }, tax: { pass: true, reason: '' } }, rating: 'good',
    statements: { workforce: { score: 4, reason: 'Clear' }, outcomes: { score: 3, reason: 'Measured' } } });
  return (await officer<{ accreditation_id: string }>('POST', `${entry}/decision`,
    { outcome: 'accredited', reason: 'All met', conditions: [{ text: 'Fire doors are replaced', due_on: dayFromNow(60) }] })).accreditation_id;
}

// The screen of an entry, by its path in the API.
const screenOf = ({ entry }: Application, page = ''): string => `/lead${entry.slice('/v1'.length)}/${page}`;

async function fillDate(page: Page, name: string, date: string): Promise<void> {
  const [year, month, dayOfMonth] = date.split('-');
  await page.locator(`#${name}-day`).fill(dayOfMonth!);
  await page.locator(`#${name}-month`).fill(month!);
  await page.locator(`#${name}-year`).fill(year!);
}

before(async () => {
  clock('reset');
  browser = await openBrowser();
  [lead, council, provider] = await Promise.all(['lead', 'council_a', 'provider_a'].map(asPrincipal)) as [Caller, Caller, Caller];
  const made = await openScheme(lead, `Inland placements ${unique}`, [terms]);
  [scheme, category] = [made.scheme, made.categories[0]!];
});

after(async () => {
  clock('reset');
  await browser.close();
});

test('the queue names what is waiting and what is overdue', async () => {
  const application = await applyWith('Overdue House');
  const person = await Person.signedIn(browser, 'lead');
  const { page } = person;
  await page.getByRole('heading', { name: 'What waits' }).waitFor();
  await person.inspect('lead-home');
  await page.getByRole('link', { name: `Inland placements ${unique}` }).click();
  await person.ready();
  await page.getByRole('row', { name: new RegExp(application.reference) }).waitFor();
  assert.equal(await page.getByText('Overdue', { exact: true }).locator('visible=true').and(page.locator('.govuk-tag')).count(), 0);
  await person.inspect('lead-queue');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download as CSV' }).click();
  assert.equal((await download).suggestedFilename(), 'applications.csv');
  await page.getByLabel('Decision').selectOption('Decided, withdrawn or lapsed');
  await page.getByRole('button', { name: 'Apply filters' }).click();
  await page.waitForURL(/waiting=false/);
  await page.getByText('No application fits these filters').waitFor();
  await person.inspect('lead-queue-empty');
  await person.close();

  clock(`+${24 * 80}h`);
  const later = await Person.signedIn(browser, 'lead');
  await later.page.getByRole('link', { name: new RegExp(`1 overdue in Inland placements ${unique}`) }).click();
  await later.ready();
  await later.page.getByRole('row', { name: new RegExp(`${application.reference}.*Overdue`) }).waitFor();
  await later.inspect('lead-queue-overdue');
  await later.close();
  clock('reset');
});

test('an application is read, asked about, checked, assessed and decided', async () => {
  const application = await applyWith('Ashdown House');
  const person = await Person.signedIn(browser, 'lead');
  const { page } = person;
  await person.goto(`/lead/applications/${application.id}/`);
  await person.inspect('lead-application');

  await page.getByRole('link', { name: /^Information asked for/ }).click();
  await person.ready();
  await page.getByText('Nothing has been asked yet').waitFor();
  await page.getByLabel('Question').fill('Which policy is it?');
  await fillDate(page, 'answer_by', dayFromNow(1));
  await page.getByRole('button', { name: 'Ask the provider' }).click();
  await page.getByText('There is a problem').waitFor();
  assert.match(await page.title(), /^Error: /);
  assert.equal(await page.getByLabel('Question').inputValue(), 'Which policy is it?');
  await person.inspect('lead-information-refused');
  await fillDate(page, 'answer_by', dayFromNow(12));
  await patience(page);
  await page.getByRole('button', { name: 'Ask the provider' }).dblclick();
  await page.getByText('The provider is asked').waitFor();
  await page.getByText('Not answered yet').waitFor();
  assert.equal(await page.getByText('Not answered yet').count(), 1);
  await person.inspect('lead-information-asked');
  await person.goto(screenOf(application, 'assessment/'));
  await page.getByText('nothing is assessed').waitFor();
  await person.inspect('lead-assessment-waits');
  const asked = await provider<{ items: Made[] }>('GET', `/v1/applications/${application.id}/information-requests`);
  await provider('POST', `/v1/applications/${application.id}/information-requests/${asked.items[0]!.id}/answer`,
    { answers: ['That of March.'] });
  await person.goto(`/lead/applications/${application.id}/information/`);
  await page.getByText('That of March.').waitFor();

  await person.goto(`/lead/applications/${application.id}/documents/`);
  await person.inspect('lead-documents');
  await person.goto(`/lead/applications/${application.id}/conflict/`);
  await page.getByLabel('No', { exact: true }).check();
  await page.getByRole('button', { name: 'Declare' }).click();
  await page.getByText('Your declaration is recorded').waitFor();
  await person.inspect('lead-conflict');

  await person.goto(`/lead/applications/${application.id}/`);
  await page.getByRole('link', { name: `Ashdown House ${unique}` }).click();
  await person.ready();
  await person.inspect('lead-entry');
  await page.getByRole('link', { name: 'Assess the financial risk' }).click();
  await person.ready();
  await page.getByRole('radio', { name: 'Low' }).check();
  await page.getByLabel('Whose rating, or which accounts').fill('Accounts of 2025');
  await fillDate(page, 'assessed_on', dayFromNow(0));
  await page.getByRole('button', { name: 'Record the risk' }).click();
  await page.getByText('The financial risk is recorded').waitFor();
  await person.inspect('lead-parties');

  await person.goto(screenOf(application));
  await page.getByRole('link', { name: /^Assess$/ }).click();
  await person.ready();
  await person.inspect('lead-assessment');
  await page.getByRole('button', { name: 'Save the assessment' }).click();
  await page.getByText('There is a problem').waitFor();
  assert.equal(await page.locator('.govuk-error-summary a').count(), 5);
  await page.locator('.govuk-error-summary a').first().click();
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('name')), 'requirements-safeguarding-pass');
  await person.inspect('lead-assessment-refused');
  // With the keyboard alone, from the first radio on.
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Policy of March seen');
  assert.equal(await page.locator('#requirements-safeguarding-reason').inputValue(), 'Policy of March seen');
  await page.locator('#requirements-tax-pass-2').check();
  await page.locator('#requirements-tax-reason').fill('The judgment of 3 May');
  await page.locator('#statements-workforce-score-5').check();
  await page.locator('#statements-outcomes-score-4').check();
  await page.getByLabel('The regulator’s rating').selectOption('Good');
  await patience(page);
  await page.getByRole('button', { name: 'Save the assessment' }).click();
  await page.getByText('The home carries 72.0000 of 100 points').waitFor();
  await person.inspect('lead-entry-assessed');

  await page.getByRole('link', { name: /^Decide/ }).click();
  await person.ready();
  await page.getByText('Not passed:').waitFor();
  await page.getByRole('radio', { name: 'Accredit' }).check();
  await page.getByRole('button', { name: 'Decide' }).click();
  await page.getByText('There is a problem').waitFor();
  await person.inspect('lead-decision-refused');

  // What failed is told, answered, and assessed again.
  await person.goto(screenOf(application, 'warning/'));
  await page.getByLabel('What you mean to do, and why').fill('We mean to refuse the home.');
  await fillDate(page, 'answer_by', dayFromNow(10));
  await page.getByLabel('Time of that day').fill('5pm');
  await page.getByRole('button', { name: 'Tell the applicant' }).click();
  await page.getByText('The applicant is told').waitFor();
  await person.inspect('lead-warning');
  await provider('POST', `${application.entry}/representation`, { text: 'It was set aside.' });
  await person.goto(screenOf(application, 'assessment/'));
  await page.locator('#requirements-tax-pass').check();
  await page.getByRole('button', { name: 'Save the new assessment' }).click();
  await page.getByText('The home carries 72.0000 of 100 points').waitFor();
  await page.getByRole('link', { name: 'Look into the registers' }).click();
  await person.ready();
  await page.getByRole('radio', { name: 'Clear' }).check();
  await page.getByLabel('Where you looked').fill('The list of the Cabinet Office');
  await fillDate(page, 'checks-0-checked_on', dayFromNow(0));
  await person.inspect('lead-due-diligence');
  await page.getByRole('button', { name: 'Record' }).click();
  await page.getByText('What the registers say is recorded').waitFor();

  await page.getByRole('link', { name: /^Decide/ }).click();
  await person.ready();
  // It is assessed anew while this page is read.
  const colleague = await Person.signedIn(browser, 'lead');
  await colleague.goto(screenOf(application, 'assessment/'));
  await colleague.page.getByLabel('The regulator’s rating').selectOption('Outstanding');
  await colleague.page.getByRole('button', { name: 'Save the new assessment' }).click();
  await colleague.page.getByText('The home carries 72.0000 of 100 points').waitFor();
  await colleague.close();
  await page.getByRole('radio', { name: 'Accredit' }).check();
  await page.getByRole('button', { name: 'Decide' }).click();
  await page.getByText('Somebody else has changed this since you opened it').waitFor();
  await person.inspect('lead-decision-stale');
  await page.reload();
  await person.ready();
  await page.getByText('Outstanding').waitFor();
  await page.getByRole('radio', { name: 'Accredit' }).check();
  await page.getByLabel('Reason').fill('All requirements are met.');
  await page.getByRole('button', { name: 'Add a condition' }).click();
  await page.getByLabel('What is to be done').fill('Fire doors are replaced');
  await fillDate(page, 'conditions-0-due_on', dayFromNow(90));
  await person.inspect('lead-decision');
  await page.getByRole('button', { name: 'Decide' }).dblclick();
  await page.getByText('The home is accredited').waitFor();
  await person.inspect('lead-entry-decided');
  await page.getByRole('link', { name: 'See the accreditation' }).click();
  await person.ready();
  await page.getByRole('rowheader', { name: 'Fire doors are replaced' }).waitFor();
  await person.close();
});

test('a home is suspended on a closed ground, its cure judged, and reinstated', async () => {
  const id = await accredit('Beechwood');
  const person = await Person.signedIn(browser, 'lead');
  const { page } = person;
  await person.goto('/lead/accreditations/');
  await person.inspect('lead-accreditations');
  await page.getByRole('link', { name: `Beechwood ${unique}, Brighton` }).click();
  await person.ready();
  await person.inspect('lead-accreditation');
  await page.getByRole('link', { name: 'Suspend' }).click();
  await person.ready();
  await page.getByRole('button', { name: 'Suspend the home' }).click();
  await page.getByText('There is a problem').waitFor();
  await person.inspect('lead-suspension-refused');
  await page.getByRole('radio', { name: 'A requirement is not met' }).check();
  await page.getByRole('checkbox', { name: 'Is there a safeguarding policy?' }).check();
  await page.getByLabel('Reason').fill('The policy has ended.');
  await patience(page);
  await page.getByRole('button', { name: 'Suspend the home' }).dblclick();
  await page.getByText('is suspended, for all councils').waitFor();
  await person.inspect('lead-accreditation-suspended');

  const cure = () => provider('POST', `/v1/accreditations/${id}/cure`,
    { points: { safeguarding: { met: true, note: 'The policy names its lead since 3 May.' } } });
  await cure();
  await person.goto('/lead/accreditations/?state=cure_submitted');
  await page.getByRole('link', { name: `Beechwood ${unique}, Brighton` }).click();
  await person.ready();
  await page.getByRole('button', { name: 'Not put right yet' }).click();
  await person.ready();
  await page.getByText('The policy names its lead since 3 May.').waitFor();
  await person.inspect('lead-cure');
  await page.getByLabel('Reason').fill('Nobody is named.');
  await page.getByRole('button', { name: 'Leave it suspended' }).click();
  await page.getByText('the home stays suspended').waitFor();
  await cure();
  await person.goto(`/lead/accreditations/${id}/act/?do=reinstatement`);
  await page.getByLabel('Reason').fill('The new policy was seen.');
  await page.getByRole('button', { name: 'Reinstate the home' }).click();
  await page.getByText('is active again').waitFor();
  await person.inspect('lead-accreditation-reinstated');

  await page.getByRole('button', { name: 'Record an audit' }).click();
  await person.ready();
  await fillDate(page, 'on', dayFromNow(0));
  await page.getByRole('radio', { name: 'Passed' }).check();
  await page.getByLabel('What was seen').fill('Everything in order.');
  await person.inspect('lead-audit');
  await page.getByRole('button', { name: 'Record the audit' }).click();
  await page.getByText('The audit is recorded').waitFor();
  await page.getByRole('button', { name: 'Review the carried score' }).click();
  await person.ready();
  await page.locator('#statements-workforce-score-6').check();
  await page.locator('#statements-outcomes-score-5').check();
  await page.getByLabel('What the review rests on').fill('Visits of March.');
  await person.inspect('lead-score-review');
  await page.getByRole('button', { name: 'Record the review' }).click();
  await page.getByText('The home will carry 92.0000 of 100 points').waitFor();
  await page.getByText('Figures, and how they came to be').click();
  await person.inspect('lead-accreditation-figures');
  await page.getByRole('link', { name: /^Note as met/ }).click();
  await person.ready();
  await fillDate(page, 'met_on', dayFromNow(0));
  await page.getByRole('button', { name: 'Note as met' }).click();
  await page.getByText('The condition is met').waitFor();
  for (const act of ['removal-notice', 'review']) {
    await person.goto(`/lead/accreditations/${id}/act/?do=${act}`);
    await person.inspect(`lead-${act}`);
  }
  await person.goto('/lead/accreditations/expiries/');
  await person.inspect('lead-expiries');
  await person.close();
});

test('a council’s request to exclude a home is answered', async () => {
  const id = await accredit('Copse View');
  await council('POST', `/v1/accreditations/${id}/exclusion-requests`,
    { ground: 'breach_of_terms', reason: 'Two placements were ended without notice.' });
  const person = await Person.signedIn(browser, 'lead');
  const { page } = person;
  await person.goto('/lead/accreditations/exclusions/?state=open');
  await page.getByRole('row', { name: new RegExp(`Copse View ${unique}`) }).getByRole('link', { name: /^Answer/ }).click();
  await person.ready();
  await page.getByRole('radio', { name: 'Suspend the home' }).check();
  await page.getByLabel('Reason').fill('It is so.');
  await person.inspect('lead-exclusion');
  await page.getByRole('button', { name: 'Answer' }).click();
  await page.getByText('The home is suspended, and the council told').waitFor();
  await person.inspect('lead-exclusions');
  await person.goto(`/lead/accreditations/${id}/`);
  await page.getByText('Suspended: The terms were broken').waitFor();
  await person.close();
});

test('people are added, given another role, trained and disabled', async () => {
  const person = await Person.signedIn(browser, 'lead');
  const { page } = person;
  await person.goto('/lead/people/');
  await person.inspect('lead-people');
  await page.getByRole('button', { name: 'Add a person' }).click();
  await person.ready();
  await page.getByLabel('Name').fill(`Priya Nair ${unique}`);
  await page.getByLabel('E-mail address').fill(`priya.${unique}@example.org`);
  await page.getByLabel('First password', { exact: true }).fill('short');
  await page.getByRole('radio', { name: 'Placement officer' }).check();
  await page.getByRole('button', { name: 'Add the person' }).click();
  await page.getByText('There is a problem').waitFor();
  assert.equal(await page.getByLabel('Name').inputValue(), `Priya Nair ${unique}`);
  await person.inspect('lead-person-refused');
  await page.getByLabel('First password', { exact: true }).fill('correct horse battery staple');
  await patience(page);
  await page.getByRole('button', { name: 'Add the person' }).dblclick();
  await page.getByText(`Priya Nair ${unique} can sign in`).waitFor();
  assert.equal(await page.getByRole('link', { name: `Priya Nair ${unique}` }).count(), 1);
  await page.getByRole('link', { name: `Priya Nair ${unique}` }).click();
  await person.ready();
  await page.getByRole('radio', { name: 'Lead authority officer' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The change is saved').waitFor();
  assert.equal(await page.getByRole('radio', { name: 'Lead authority officer' }).isChecked(), true);
  await page.getByText('Record a training', { exact: true }).click();
  await page.getByLabel('Course', { exact: true }).fill('Scoring subjective answers');
  await fillDate(page, 'completed_on', dayFromNow(-30));
  await fillDate(page, 'valid_until', dayFromNow(300));
  await page.getByRole('button', { name: 'Record the training' }).click();
  await page.getByText('The training is recorded').waitFor();
  await person.inspect('lead-person');
  await page.getByRole('button', { name: 'Disable' }).click();
  await page.getByText('can no longer sign in').waitFor();
  await person.inspect('lead-person-disabled');
  await patience(page);
  await page.getByRole('button', { name: 'Enable' }).click();
  await page.getByText('can sign in again').waitFor();
  await person.close();
});

test('a scheme is prepared, filled, opened, paused and ended', async () => {
  const person = await Person.signedIn(browser, 'lead');
  const { page } = person;
  await person.goto('/lead/schemes/');
  await person.inspect('lead-schemes');
  await page.getByRole('button', { name: 'Prepare a scheme' }).click();
  await person.ready();
  await page.getByRole('button', { name: 'Make the draft' }).click();
  await page.getByText('There is a problem').waitFor();
  await person.inspect('lead-scheme-refused');
  await page.getByLabel('Name').fill(`Northern homes ${unique}`);
  await page.getByLabel('Your reference').fill(`NH-${unique}`);
  await page.getByRole('radio', { name: 'Light-touch framework' }).check();
  await fillDate(page, 'valid_from', '2026-01-01');
  await fillDate(page, 'valid_to', '2030-12-31');
  await fillDate(page, 'extends_to', '2035-12-31');
  await patience(page);
  await page.getByRole('button', { name: 'Make the draft' }).dblclick();
  await page.getByText('is a draft that only you see').waitFor();
  await person.inspect('lead-scheme-draft');
  const address = new URL(page.url()).pathname;

  await page.getByRole('link', { name: 'Councils', exact: true }).click();
  await person.ready();
  await page.getByRole('radio', { name: 'Partner' }).check();
  await page.getByRole('button', { name: 'Add the council' }).click();
  await page.getByRole('link', { name: /Choose a council$/ }).click();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'organisation_id');
  await person.inspect('lead-councils-refused');
  await page.getByLabel('Council', { exact: true }).selectOption({ label: 'Brighton & Hove City Council (demo)' });
  await patience(page);
  await page.getByRole('button', { name: 'Add the council' }).click();
  await page.getByText('is a council of the scheme').waitFor();
  // Who is in it already is not offered again.
  assert.doesNotMatch(await page.getByLabel('Council', { exact: true }).innerText(), /Brighton/);
  await person.inspect('lead-councils');

  await person.goto(`${address}categories/new/`);
  await page.getByLabel('Name').first().fill('Care homes');
  await page.getByLabel('Short name').first().fill('care');
  await page.getByRole('radio', { name: 'Older people' }).check();
  await page.getByRole('radio', { name: 'Care Quality Commission (CQC)' }).check();
  await page.getByRole('radio', { name: 'Week' }).check();
  await page.getByLabel('Why a market that is always open suits this need').fill('Needs arise all year.');
  const row = async (at: string, fields: Record<string, string>) => {
    for (const [name, value] of Object.entries(fields))
      await page.locator(`[name="${at}-${name}"]`).fill(value);
  };
  await row('requirements-0', { question: 'Is there a safeguarding policy?', code: 'safeguarding', justification: 'It protects.' });
  await row('statements-0', { question: 'How do you keep staff?', code: 'workforce', weight: '100', justification: 'Continuity.' });
  await row('cost_heads-0', { name: 'Core staffing', code: 'staff' });
  await row('weights', { price: '50', outcomes: '12', needs: '8', features: '5', location: '5', core: '10' });
  await page.getByText('Points: 90 of 100').waitFor();
  await page.getByText('10 missing').waitFor();
  await page.getByRole('radio', { name: 'The best bid is awarded' }).check();
  await page.getByRole('button', { name: 'Add the category' }).click();
  await page.getByText('There is a problem').waitFor();
  await person.inspect('lead-category-refused');
  await page.getByRole('link', { name: /The weights must make 100 points/ }).click();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'weights');
  await page.locator('#weights-core').fill('20');
  await page.getByText('Points: 100 of 100').waitFor();
  await patience(page);
  await page.getByRole('button', { name: 'Add the category' }).dblclick();
  await page.getByText('Care homes is added').waitFor();
  await page.getByRole('row', { name: /^Care homes.*Draft/ }).waitFor();
  await person.inspect('lead-scheme-category');

  await person.goto(`${address}tranches/`);
  await page.getByLabel('Name').fill('First tranche');
  await fillDate(page, 'deadline_london', dayFromNow(40));
  await page.getByLabel('Time of that day').fill('3pm');
  await page.getByRole('button', { name: 'Add the tranche' }).click();
  await page.getByText('First tranche is added').waitFor();
  await page.getByRole('row', { name: /First tranche.*3:00pm/ }).waitFor();
  await person.inspect('lead-tranches');

  await person.goto(address);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await person.ready();
  await person.inspect('lead-scheme-opening');
  await page.getByRole('button', { name: 'Open the scheme' }).click();
  await page.getByText(`Northern homes ${unique} is open`).waitFor();

  const scheme_id = address.split('/')[3]!;
  await provider('POST', `/v1/schemes/${scheme_id}/clarification-requests`, { question: 'May two homes share one statement?' });
  await person.goto(`${address}questions/`);
  await page.getByRole('link', { name: /^Answer/ }).click();
  await person.ready();
  await page.getByLabel('The answer').fill('Yes, if it says what each of them does.');
  await person.inspect('lead-question');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByText('Question and answer are published').waitFor();
  await person.inspect('lead-questions');

  await person.goto(`${address}act/?do=pause`);
  await fillDate(page, 'until', dayFromNow(30));
  await page.getByLabel('Reason').fill('The first placements are being made.');
  await person.inspect('lead-scheme-pause');
  await page.getByRole('button', { name: 'Pause decisions' }).click();
  await page.getByText('The pause is set').waitFor();
  await person.inspect('lead-scheme-paused');
  await page.getByRole('button', { name: 'End the pause' }).click();
  await person.ready();
  await page.getByLabel('Reason').fill('They are made.');
  await page.getByRole('button', { name: 'End the pause' }).click();
  await page.getByText('Decisions are made again').waitFor();
  await page.getByRole('button', { name: 'Extend' }).click();
  await person.ready();
  await page.getByLabel('Reference of the decision').fill('CAB-2030-112');
  await fillDate(page, 'decision-decided_on', dayFromNow(0));
  await page.getByLabel('Decided by').fill('Cabinet');
  await page.getByLabel('Reason').fill('It serves all partners well.');
  await page.getByRole('button', { name: 'Extend the scheme' }).click();
  await page.getByText('The scheme is extended').waitFor();
  await page.getByRole('link', { name: 'Notices' }).click();
  await person.ready();
  await page.getByRole('link', { name: /^Record where it was published/ }).first().click();
  await person.ready();
  await page.getByLabel('Reference on the central platform').fill('2026/S 000-012345');
  await fillDate(page, 'published_on', dayFromNow(0));
  await person.inspect('lead-notice');
  await page.getByRole('button', { name: 'Record the publication' }).click();
  await page.getByText('Everybody sees the notice now').waitFor();
  await person.inspect('lead-notices');
  await person.goto(address);
  await page.getByRole('link', { name: 'End the scheme' }).click();
  await person.ready();
  await page.getByLabel('Reason').fill('The partners have joined another scheme.');
  await page.getByRole('button', { name: 'End the scheme' }).click();
  await page.getByText('is ending').waitFor();
  await person.inspect('lead-scheme-ended');
  await person.close();
});

test('several people score blind to each other, and agree where they lie apart', async () => {
  // Two of one line of people are not independent: one is the council's.
  const officers = [];
  for (const [principal, caller] of [['lead', lead], ['council_a', council]] as const) {
    const { items } = await caller<{ items: (Made & { email: string; name: string })[] }>('GET', '/v1/users?limit=100');
    const officer = items.find(({ email }) => email === demo.principals[principal]!.email)!;
    await caller('POST', `/v1/users/${officer.id}/training`, { course: 'Scoring', completed_on: dayFromNow(-30), valid_until: dayFromNow(300) });
    officers.push(officer.name);
  }
  const before = category;
  category = await addCategory(lead, scheme, { ...terms, code: 'two', name: 'Scored by two', assessors: 2 });
  const application = await applyWith('Downs View');
  category = before;
  const entry = screenOf(application);
  const person = await Person.signedIn(browser, 'lead');
  const { page } = person;
  await person.goto(`${entry}scorers/`);
  for (const name of officers) {
    await patience(page);
    const option = page.getByRole('option', { name: new RegExp(`^${name}, `) });
    await page.getByLabel('Person').selectOption(await option.getAttribute('value'));
    await page.getByRole('button', { name: 'Ask to score' }).click();
    await page.getByText(`${name} is asked to score`).waitFor();
  }
  await person.inspect('lead-scorers-asked');
  const submit = async () => {
    await page.locator('#statements-workforce-score-6').check();
    await page.locator('#statements-outcomes-score-5').check();
    await patience(page);
    await page.getByRole('button', { name: 'Save your scores' }).click();
  };
  await submit();
  await page.getByText('There is a problem').waitFor();
  await person.inspect('lead-scores-undeclared');
  await page.getByRole('link', { name: 'conflict of interest' }).click();
  await person.ready();
  await page.getByLabel('No', { exact: true }).check();
  await page.getByRole('button', { name: 'Declare' }).click();
  await page.getByText('Your declaration is recorded').waitFor();
  await person.goto(`${entry}scorers/`);
  await submit();
  await page.getByText('Your scores are saved').waitFor();
  await person.inspect('lead-scores');

  const other = await asPerson(browser, 'council_a');
  await other('PUT', `/v1/applications/${application.id}/conflict`, { conflicted: false });
  await other('PUT', `${application.entry}/scores`,
    { statements: { workforce: { score: 2, reason: 'Turnover is high' }, outcomes: { score: 4, reason: '' } } });
  await person.goto(`${entry}scorers/`);
  await page.getByRole('heading', { name: 'What the scorers agree on' }).waitFor();
  await page.locator('#statements-workforce-score-4').check();
  await page.locator('#statements-workforce-reason').fill('The rota was read together.');
  await person.inspect('lead-consensus');
  await page.getByRole('button', { name: 'Record what was agreed' }).click();
  await page.getByText('What was agreed on is recorded').waitFor();
  await person.goto(`${entry}assessment/`);
  await page.locator('#requirements-safeguarding-pass').check();
  await page.locator('#requirements-tax-pass').check();
  await page.getByLabel('The regulator’s rating').selectOption('Good');
  await page.getByRole('button', { name: 'Save the assessment' }).click();
  await page.getByText('The home carries 68.0000 of 100 points').waitFor();
  await person.close();
});
