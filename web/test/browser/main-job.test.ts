// main-job.test.ts - from an application to the signatures, by clicking: two
// providers, a lead authority and a council, each in a browser of their own.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import type { Browser } from 'playwright-core';

import { banner, fillDate, idIn, press, unique } from './by-hand.ts';
import { clock, openBrowser, Person } from './harness.ts';
import { dayFromNow, makeMarket, type Market } from './market.ts';

let browser: Browser;
before(async () => {
  clock('reset');
  browser = await openBrowser();
});
after(async () => {
  clock('reset');
  await browser.close();
});

const home = (name: string) => `${name} ${unique}`;

async function addHome(provider: Person, name: string): Promise<void> {
  const { page } = provider;
  await provider.goto('/provider/homes/new/');
  await page.getByLabel('Name of the home').fill(home(name));
  await page.getByLabel('Address line 1').fill('1 High Street');
  await page.getByLabel('Town or city').fill('Brighton');
  await page.getByLabel('Postcode').fill('BN1 1AA');
  await page.getByLabel('Registered with').selectOption('ofsted');
  await page.getByLabel('Its number there').fill(`M${unique}${name.length}`);
  await page.getByLabel('Good', { exact: true }).check();
  await page.getByLabel('How many places are there?').fill('20');
  await page.locator('form button[type=submit]').last().click();
  await page.getByRole('heading', { level: 1, name: 'Homes' }).waitFor();
}

// The id of the application.
async function apply(provider: Person, market: Market, name: string, costs: string): Promise<string> {
  const { page } = provider;
  await provider.goto('/provider/applications/new/');
  await page.getByLabel(market.name).check();
  await press(page, 'Continue');
  await page.getByRole('group', { name: home(name) }).getByLabel('Day placements').check();
  await press(page, 'Start the application');
  await page.getByRole('heading', { name: `Application to ${market.name}` }).waitFor();
  await page.getByRole('link', { name: 'Requirements' }).click();
  await provider.ready();
  await page.getByLabel('Yes').check();
  await press(page, 'Save and go on');
  await banner(page, 'are saved');
  await page.getByRole('link', { name: 'How do you keep good staff?' }).click();
  await provider.ready();
  await page.getByLabel('Your answer').fill('We train and promote');
  await press(page, 'Save and go on');
  await banner(page, 'are saved');
  await page.getByRole('link', { name: 'Core costs' }).click();
  await provider.ready();
  await page.getByLabel('Premises').fill('12,000');
  await page.getByLabel('Core staffing').fill(costs);
  await press(page, 'Save and go on');
  await banner(page, 'are saved');
  await page.getByRole('link', { name: 'Check your answers and send' }).click();
  await provider.ready();
  await page.getByLabel('Your position').fill('Director');
  await page.getByLabel('Everything is true').check();
  await press(page, 'Sign and send in');
  await page.getByText('The application is sent in').waitFor();
  return idIn(page);
}

async function accredit(lead: Person, application: string, name: string, score: string): Promise<void> {
  const { page } = lead;
  await lead.goto(`/lead/applications/${application}/`);
  await page.getByRole('link', { name: home(name) }).click();
  await lead.ready();
  await page.getByRole('link', { name: /^Assess$/ }).click();
  await lead.ready();
  await page.locator('#requirements-safeguarding-pass').check();
  await page.getByRole('group', { name: 'Score' }).getByLabel(new RegExp(`^${score}`)).check();
  await page.getByLabel('Reason').last().fill('Clear');
  await page.getByLabel('The regulator’s rating').selectOption('Good');
  await press(page, 'Save the assessment');
  await page.getByText(/The home carries .* of 100 points/).waitFor();
  await page.getByRole('link', { name: /^Decide/ }).click();
  await lead.ready();
  await page.getByRole('radio', { name: 'Accredit' }).check();
  await page.getByLabel('Reason').fill('All requirements are met.');
  await press(page, 'Decide');
  await page.getByText('The home is accredited').waitFor();
}

async function publish(council: Person, market: Market): Promise<string> {
  const { page } = council;
  await council.goto('/council/referrals/new/');
  await page.getByLabel('Scheme and category').selectOption({ label: `${market.name}: Day placements` });
  await page.getByLabel('Title').fill(`Year 9 place ${unique}`);
  await page.getByLabel('Standard', { exact: true }).check();
  await fillDate(page, 'Needed by', dayFromNow(30));
  await page.getByLabel('Age band').fill('13-15');
  await page.getByLabel('Portrait').fill('Enjoys swimming; needs speech therapy');
  await page.getByLabel('Postcode from which').fill('BN1 1AA');
  await page.getByLabel('How far away a home may be').fill('20');
  await page.getByLabel('What is needed').fill('Speech and language therapy');
  await page.getByRole('group', { name: 'Needs, 1' }).getByLabel('Marks').fill('8');
  await press(page, 'Add a feature');
  await page.keyboard.type('Hydrotherapy pool');
  await page.getByRole('group', { name: 'Features of the home, 1' }).getByLabel('Marks').fill('3');
  await page.getByLabel('What is to be achieved').fill('Attends at least 90 % by spring');
  await page.getByLabel(/^Budget/).fill('52,000');
  await fillDate(page, 'Deadline', dayFromNow(5));
  await page.getByLabel('Time of that day').fill('5pm');
  await press(page, 'Save draft and check');
  await banner(page, /draft is saved/);
  await page.getByRole('status').getByText('2 homes would be invited within 20 miles').waitFor();
  await press(page, 'Publish and invite the homes');
  await banner(page, /is published/);
  return idIn(page);
}

async function bid(provider: Person, name: string, pounds: string, pool: boolean): Promise<void> {
  const { page } = provider;
  await provider.goto('/provider/invitations/');
  const card = page.getByRole('article', { name: `Year 9 place ${unique}: ${home(name)}` });
  await card.getByRole('button', { name: /^Read it/ }).click();
  await page.getByRole('button', { name: `Bid for ${home(name)}` }).click();
  await page.getByRole('heading', { name: `Bid for ${home(name)}` }).waitFor();
  await press(page, 'Add a cost');
  await page.getByLabel('What it is for').fill('One-to-one support');
  await page.getByLabel('Amount a year').fill(pounds);
  await page.getByLabel('Speech and language therapy').check();
  if (pool)
    await page.getByLabel('Hydrotherapy pool').check();
  await page.getByLabel('How will the outcomes be met').fill('Termly targets with the family');
  await fillDate(page, 'From when is there a place?', dayFromNow(20));
  await press(page, 'Continue');
  await press(page, 'Seal the bid');
  await page.getByRole('heading', { name: 'Bid sealed' }).waitFor();
}

async function evaluate(council: Person, referral: string): Promise<void> {
  const { page } = council;
  await council.goto(`/council/referrals/${referral}/opening/`);
  await press(page, 'Open the bids');
  await banner(page, 'The bids are open.');
  for (const [name, score] of [['Ashdown', '4'], ['Beechwood', '4']] as const) {
    await council.goto(`/council/referrals/${referral}/bids/`);
    await page.getByRole('link', { name: home(name) }).click();
    await page.getByRole('heading', { name: 'Your score' }).waitFor();
    await page.getByRole('group', { name: /How well the text/ }).getByLabel(new RegExp(`^${score}`)).check();
    await page.getByLabel('Why', { exact: true }).fill('Specific and measured');
    await press(page, 'Record the score');
    await banner(page, `Your score of ${home(name)} is recorded.`);
  }
  await council.goto(`/council/referrals/${referral}/bids/`);
  await press(page, 'Rank and lock');
  await banner(page, 'The ranking is locked.');
}

async function chooseAndAward(council: Person, referral: string, name: string): Promise<string> {
  const { page } = council;
  await council.goto(`/council/referrals/${referral}/options/`);
  await page.getByRole('heading', { level: 1, name: 'Homes to choose from' }).waitFor();
  await council.goto(`/council/referrals/${referral}/choice/`);
  await page.getByLabel(home(name), { exact: true }).check();
  await page.getByLabel('A parent').check();
  await page.getByLabel('Why, in their words').fill('Close to the grandparents');
  await press(page, 'Record the choice');
  await banner(page, 'The choice is recorded.');
  await council.goto(`/council/referrals/${referral}/award/`);
  await page.getByLabel('Reason for the award').fill('The family chose it');
  await press(page, 'Award the referral');
  await banner(page, 'The referral is awarded.');
  return idIn(page);
}

test('four people do the main job by clicking', async (t) => {
  const market = await makeMarket({}, []);
  const ashdown = await Person.signedIn(browser, 'provider_a');
  const beechwood = await Person.signedIn(browser, 'provider_b');
  const lead = await Person.signedIn(browser, 'lead');
  const council = await Person.signedIn(browser, 'council_a');
  let referral = '';
  let placement = '';

  await t.test('two homes apply and are accredited', async () => {
    await addHome(ashdown, 'Ashdown');
    await addHome(beechwood, 'Beechwood');
    const first = await apply(ashdown, market, 'Ashdown', '21,000');
    const second = await apply(beechwood, market, 'Beechwood', '21,000');
    await accredit(lead, first, 'Ashdown', '4');
    await accredit(lead, second, 'Beechwood', '4');
  });

  await t.test('a referral is published, and both bid sealed', async () => {
    referral = await publish(council, market);
    await bid(ashdown, 'Ashdown', '3,900', true);
    await bid(beechwood, 'Beechwood', '4,200', true);
    await council.goto(`/council/referrals/${referral}/`);
    const told = await council.page.locator('main').innerText();
    assert.doesNotMatch(told, /\b(1|2|two|one) bids?\b/i);
  });

  await t.test('opened after the deadline, scored, ranked; the family chooses', async () => {
    clock('+150h');
    await evaluate(council, referral);
    await council.inspect('main-job-ranking');
    placement = await chooseAndAward(council, referral, 'Beechwood');
  });

  await t.test('both sign', async () => {
    const { page } = beechwood;
    await beechwood.goto(`/provider/placements/${placement}/`);
    await page.getByLabel('Your position').fill('Manager');
    await press(page, 'Sign the placement');
    await page.getByText('The council signs next').waitFor();
    await council.goto(`/council/placements/${placement}/`);
    await council.page.getByLabel('Your full name').fill('Anna Able');
    await council.page.getByLabel('Your position').fill('Placement officer');
    await press(council.page, 'Sign the placement');
    await banner(council.page, /It is active/);
  });

  await t.test('who was not chosen reads why; everybody finds the home', async () => {
    await ashdown.goto(`/provider/referrals/${referral}/feedback/`);
    await ashdown.inspect('main-job-feedback');
    const anybody = await Person.in(browser);
    await anybody.goto(`/find/?q=${encodeURIComponent(home('Beechwood'))}`);
    await anybody.page.getByRole('link', { name: home('Beechwood'), exact: true }).click();
    await anybody.page.getByRole('heading', { level: 1, name: home('Beechwood') }).waitFor();
    await anybody.close();
  });

  await Promise.all([ashdown, beechwood, lead, council].map((person) => person.close()));
});
