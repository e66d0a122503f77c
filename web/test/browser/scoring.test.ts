// scoring.test.ts - officers of partner councils score what homes wrote, blind to each other.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import type { Browser } from 'playwright-core';

import { banner, press, unique } from './by-hand.ts';
import { asPerson, asPrincipal, type Caller, clock, demo, openBrowser, Person } from './harness.ts';
import { type Application, apply, dayFromNow, makeMarket } from './market.ts';

let browser: Browser;
let lead: Caller;
// The officer of another council, who scores the same homes.
let other: Caller;
let home: Application;
let second: Application;
const ids: Record<string, string> = {};

async function train(principal: string): Promise<void> {
  const caller = await asPrincipal(principal);
  const { items } = await caller<{ items: { id: string; email: string }[] }>('GET', '/v1/users?limit=100');
  const { id } = items.find(({ email }) => email === demo.principals[principal]!.email)!;
  await caller('POST', `/v1/users/${id}/training`,
    { course: 'Scoring', completed_on: dayFromNow(-30), valid_until: dayFromNow(300) });
  ids[principal] = id;
}

const ask = (of: Application, principal: string) => lead('PUT', `${of.entry}/scorers/${ids[principal]}`, {});
const declare = (by: Caller, of: Application) => by('PUT', `/v1/applications/${of.id}/conflict`, { conflicted: false });
const marks = (score: number, reason: string) => ({ statements: { workforce: { score, reason } } });
const paper = ({ entry }: Application) => `/council/scoring${entry.slice('/v1/applications'.length)}/`;

before(async () => {
  clock('reset');
  browser = await openBrowser();
  lead = await asPerson(browser, 'lead');
  other = await asPerson(browser, 'council_b');
  const market = await makeMarket({ assessors: 2 }, []);
  await (await asPrincipal('lead'))('PUT',
    `/v1/schemes/${market.scheme}/councils/${demo.principals['council_b']!.organisation_id}`,
    { kind: 'partner', from: '2026-01-01', to: '2031-12-31' });
  await Promise.all(['lead', 'council_a', 'council_b'].map(train));
  const provider = await asPrincipal('provider_a');
  home = await apply(market, provider, 0, { name: `Elm Court ${unique}` });
  second = await apply(market, provider, 1, { name: `Fir Lodge ${unique}` });
  for (const one of [home, second])
    for (const scorer of ['council_a', 'council_b'])
      await ask(one, scorer);
  for (const one of [home, second])
    await declare(other, one);
});
after(async () => {
  await browser.close();
});

test('whoever was asked declares, scores in the open scale, and sees the others only when all have', async (t) => {
  const person = await Person.signedIn(browser, 'council_a');
  const { page } = person;

  await t.test('it waits on the first page', async () => {
    await page.getByRole('link', { name: new RegExp(`^Score an application.*${home.home.name}`) }).click();
    await person.ready();
    await page.getByRole('heading', { level: 1, name: home.home.name }).waitFor();
  });

  await t.test('nothing is shown before the declaration', async () => {
    assert.equal(await page.getByText('We train and promote').count(), 0);
    await press(page, 'Declare');
    await page.getByRole('link', { name: 'Say whether you have a conflict of interest' }).waitFor();
    await person.inspect('council-scoring-declare-refused');
    await page.getByLabel('No', { exact: true }).check();
    await press(page, 'Declare');
    await banner(page, 'Your declaration is recorded');
  });

  await t.test('each score says what it stands for', async () => {
    const third = page.getByRole('radio', { name: '3: Acceptable' });
    const described = await third.getAttribute('aria-describedby');
    assert.match((await page.locator(`#${described!.split(' ').at(-1)}`).textContent())!, /the plan would work/);
    await page.getByLabel('Reason').fill('Clear, and with figures');
    await press(page, 'Save your scores');
    await page.getByRole('link', { name: /Give a score from 0 to 5/ }).waitFor();
    assert.equal(await page.getByLabel('Reason').inputValue(), 'Clear, and with figures');
    await person.inspect('council-scoring-refused');
  });

  await t.test('a score may be corrected while another has not scored', async () => {
    await page.getByRole('radio', { name: '4: Good' }).check();
    await press(page, 'Save your scores');
    await banner(page, 'Your scores are saved');
    await page.getByRole('radio', { name: '5: Excellent' }).check();
    await press(page, 'Change your scores');
    await banner(page, 'Your scores are saved');
    await person.inspect('council-scoring-saved');
  });

  await t.test('once all have scored, what lies apart is to be agreed on', async () => {
    await other('PUT', `${home.entry}/scores`, marks(2, 'Turnover is high'));
    await person.goto(paper(home));
    await page.getByText(/some scores lie more than one apart/).waitFor();
    await page.getByText('Turnover is high').waitFor();
    assert.equal(await page.getByRole('radio').count(), 0);
    await person.inspect('council-scoring-apart');
  });

  await t.test('what was agreed on is shown', async () => {
    await declare(lead, home);
    await lead('PUT', `${home.entry}/consensus`, marks(3, 'The rota was read together'));
    await person.goto(paper(home));
    await page.getByText('Agreed: 3.').waitFor();
    await page.getByText('There is nothing left for you to do').waitFor();
    await person.inspect('council-scoring-agreed');
  });

  await t.test('nobody reads what another gave before', async () => {
    await other('PUT', `${second.entry}/scores`, marks(1, 'Nothing but a brochure'));
    await person.goto(paper(second));
    await page.getByLabel('No', { exact: true }).check();
    await press(page, 'Declare');
    await page.getByText('We train and promote').waitFor();
    assert.equal(await page.getByText('Nothing but a brochure').count(), 0);
  });

  await t.test('a conflict of interest ends it, and stands', async () => {
    await page.getByText('A conflict of interest has come up').click();
    await page.getByLabel('Yes', { exact: true }).check();
    await press(page, 'Declare');
    await page.getByRole('link', { name: /^What it is: / }).waitFor();
    await person.inspect('council-scoring-conflict');
    await page.getByLabel('What it is').fill('My sister works there');
    await press(page, 'Declare');
    await page.getByText(/You have declared a conflict of interest on .* It stands/).waitFor();
    assert.equal(await page.getByText('We train and promote').count(), 0);
    await person.inspect('council-scoring-ended');
  });

  await t.test('the queue tells where each stands', async () => {
    await page.getByRole('link', { name: 'Applications to score' }).first().click();
    await person.ready();
    const row = (name: string) => page.getByRole('row', { name: new RegExp(name) });
    await row(home.home.name).getByText('All have scored').waitFor();
    await row(second.home.name).getByText('Ended: conflict of interest').waitFor();
    await person.inspect('council-scoring-queue');
    await page.getByLabel('What is left').selectOption('Still to score');
    await press(page, 'Apply filters');
    await person.ready();
    await page.getByRole('link', { name: /Remove the filter/ }).waitFor();
    assert.equal(await row(home.home.name).count() + await row(second.home.name).count(), 0);
  });
  await person.close();
});

test('an officer who was not asked finds nothing', async () => {
  const person = await Person.signedIn(browser, 'council_a_2');
  await person.goto('/council/scoring/');
  await person.page.getByText('Nobody has asked you to score anything yet.').waitFor();
  await person.inspect('council-scoring-none');
  await person.goto(paper(home));
  await person.page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  await person.close();
});

test('the lead’s own people have the same queue', async () => {
  await ask(second, 'lead');
  const person = await Person.signedIn(browser, 'lead');
  const { page } = person;
  await page.getByRole('link', { name: 'Applications that you are asked to score' }).click();
  await person.ready();
  await person.inspect('lead-scoring-queue');
  await page.getByRole('link', { name: second.home.name }).click();
  await person.ready();
  await page.getByRole('heading', { name: 'Your own scores' }).waitFor();
  await person.inspect('lead-scoring-own');
  await person.close();
});
