// robust.test.ts - a form of each role, sent while everything goes wrong: nobody
// answers, the service is down, the answer is lost, the session has ended, the
// button is pressed twice, the browser goes back.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import type { Browser, Page, Route } from 'playwright-core';

import { fillDate, fillDraft, press, pressTwice, unique } from './by-hand.ts';
import { asPrincipal, clock, demo, openBrowser, Person } from './harness.ts';
import { dayFromNow, draftOf, makeMarket, type Market, publish } from './market.ts';

let browser: Browser;
let market: Market;
before(async () => {
  clock('reset');
  // "Back" shows the page as it was left, as it does for most people.
  browser = await openBrowser({ keepsPages: true });
  market = await makeMarket({}, ['provider_a']);
});
after(async () => { await browser.close(); });

interface Case {
  who?: string;
  form: string;
  address: () => string | Promise<string>;
  fill: (page: Page) => Promise<void>;
  button: string;
  // The end of the path to which it is sent.
  to: string;
  done: string;
}

const cases: Case[] = [
  {
    form: 'an enquiry',
    address: () => `/homes/${market.homes[0]!.id}/enquiry/`,
    fill: async (page) => {
      await page.getByLabel('Your message').fill('May we visit you?');
      await page.getByLabel('By e-mail').check();
      await page.getByLabel('Your name').fill('Ann Archer');
      await page.getByLabel('E-mail address').fill(`ann.${unique}@example.org`);
    },
    button: 'Continue', to: '/enquiries', done: 'Check your e-mail',
  },
  {
    who: 'provider_b', form: 'a home',
    address: () => '/provider/homes/new/',
    fill: async (page) => {
      await page.getByLabel('Name of the home').fill(`Heather ${unique}`);
      await page.getByLabel('Address line 1').fill('1 High Street');
      await page.getByLabel('Town or city').fill('Brighton');
      await page.getByLabel('Postcode').fill('BN1 1AA');
      await page.getByLabel('Registered with').selectOption('ofsted');
      await page.getByLabel('Its number there').fill(`R${unique}`);
      await page.getByLabel('Good', { exact: true }).check();
      await page.getByLabel('How many places are there?').fill('20');
    },
    button: 'Add the home', to: '/v1/establishments', done: 'is added',
  },
  {
    who: 'council_a', form: 'a referral',
    address: () => '/council/referrals/new/',
    fill: (page) => fillDraft(page, market.name, `Year 4 place ${unique}`),
    button: 'Save draft and check', to: '/v1/referrals', done: 'draft is saved',
  },
  {
    who: 'council_a_2', form: 'the end of a referral',
    address: async () => {
      const council = await asPrincipal('council_a');
      const { id } = await council<{ id: string }>('POST', '/v1/referrals', draftOf(market));
      return `/council/referrals/${id}/cancel/`;
    },
    fill: (page) => page.getByLabel('Why it is cancelled').fill('A place was found in the family'),
    button: 'Cancel the referral', to: '/cancellation', done: 'The referral is cancelled.',
  },
  {
    who: 'lead', form: 'a scheme',
    address: () => '/lead/schemes/new/',
    fill: async (page) => {
      await page.getByLabel('Name').fill(`Southern homes ${unique}`);
      await page.getByLabel('Your reference').fill(`SH-${unique}`);
      await page.getByRole('radio', { name: 'Light-touch framework' }).check();
      for (const [field, year] of [['valid_from', '2026'], ['valid_to', '2030']]) {
        await page.locator(`#${field}-day`).fill('31');
        await page.locator(`#${field}-month`).fill('12');
        await page.locator(`#${field}-year`).fill(year!);
      }
    },
    button: 'Make the draft', to: '/v1/schemes', done: 'is a draft that only you see',
  },
];

// What stands in the form, all fields of it.
const typed = (page: Page, button: string): Promise<string> =>
  page.getByRole('button', { name: button, exact: true }).evaluate((one: HTMLButtonElement) =>
    JSON.stringify([...new FormData(one.form!)]));

const down = {
  status: 503, contentType: 'application/problem+json', headers: { 'Retry-After': '2' },
  body: JSON.stringify({ title: 'Please try again shortly', status: 503, detail: 'A part of the service is down.' }),
};

for (const { who, form, address, fill, button, to, done } of cases)
  test(`${form} is sent once and kept until then, whatever goes wrong`, async () => {
    const person = who ? await Person.signedIn(browser, who) : await Person.in(browser);
    const { page, context } = person;
    const sending = (url: URL) => url.pathname.endsWith(to);
    let token = '';
    page.on('request', (request) => { token = request.headers()['authorization'] ?? token; });
    const path = await address();
    await person.goto(path);
    await fill(page);
    const written = await typed(page, button);
    const refusedWith = async (what: (route: Route) => Promise<void>, said: string): Promise<void> => {
      let handled!: () => void;
      const over = new Promise<void>((resolve) => { handled = resolve; });
      await context.route(sending, async (route) => {
        if (route.request().method() !== 'POST')
          return route.continue();
        await what(route);
        handled();
      });
      await press(page, button);
      // What is said may be what was said before.
      await over;
      await page.getByRole('alert').getByText(said).waitFor();
      assert.match(await page.title(), /^Error: /);
      assert.equal(await typed(page, button), written);
      await context.unroute(sending);
    };

    await refusedWith((route) => route.fulfill(down), 'A part of the service is down.');
    await refusedWith((route) => route.abort(), 'Fairlot cannot be reached. Nothing that you typed is lost.');
    // Done, but the answer does not come back.
    let made = '';
    await refusedWith(async (route) => {
      const answer = await route.fetch();
      made = idOf(await answer.json());
      await route.abort();
    }, 'Fairlot cannot be reached');

    if (token)
      await context.request.delete('/v1/sessions/current', { headers: { Authorization: token } });
    const answered: string[] = [];
    await context.route(sending, async (route) => {
      const answer = await route.fetch();
      if (answer.ok() && route.request().method() === 'POST')
        answered.push(idOf(await answer.json()));
      await route.fulfill({ response: answer });
    });
    await pressTwice(page, button);
    if (who)
      await signInAgain(page, who);
    await page.getByText(done).first().waitFor();
    // The same thing, not a second one.
    assert.deepEqual(answered, [made]);

    // Shown again, it is not what was sent already.
    if (new URL(page.url()).pathname === path)
      await page.reload();
    else
      await page.goBack();
    await page.waitForFunction(([name, before]) => {
      const one = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name);
      return document.readyState === 'complete'
        && (!one || JSON.stringify([...new FormData(one.form!)]) !== before);
    }, [button, written]);
    assert.deepEqual(answered, [made]);
    await person.close();
  });

const idOf = (thing: { id?: string }): string => {
  assert.ok(thing.id, JSON.stringify(thing));
  return thing.id;
};

async function signInAgain(page: Page, who: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'You have been signed out' });
  await dialog.getByLabel('Password', { exact: true }).fill(demo.principals[who]!.password!);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await dialog.waitFor({ state: 'detached' });
}

// What exists is changed as it was read: sent again after its answer was lost,
// that is over by one's own doing.
// `before`: a button that leads to the one that sends.
const changes: (Omit<Case, 'to'> & { method: string; who: string; before?: string })[] = [
  {
    who: 'provider_a', form: 'a change of a home', method: 'PATCH',
    address: () => `/provider/homes/${market.homes[0]!.id}/`,
    fill: (page) => page.getByLabel('Address line 1').fill(`2 High Street ${unique}`),
    button: 'Save', done: 'is changed',
  },
  {
    who: 'provider_a', form: 'a bid', method: 'PUT',
    address: async () => `/provider/referrals/${await publish(market)}/bid/${market.homes[0]!.id}/`,
    fill: async (page) => {
      await page.getByLabel('Speech and language therapy').check();
      await page.getByLabel('How will the outcomes be met').fill('Termly targets with the family');
      await fillDate(page, 'From when is there a place?', dayFromNow(20));
    },
    before: 'Continue',
    button: 'Seal the bid', done: 'Bid sealed',
  },
  {
    who: 'council_a', form: 'a change of a draft', method: 'PATCH',
    address: async () => {
      const council = await asPrincipal('council_a');
      const { id } = await council<{ id: string }>('POST', '/v1/referrals', draftOf(market));
      return `/council/referrals/${id}/edit/`;
    },
    fill: (page) => page.getByLabel('Title').fill(`Year 5 place ${unique}`),
    button: 'Save draft and check', done: 'draft is saved',
  },
];

// Sends it, and loses the answer; its path.
async function loseAnswer({ context, page }: Person, method: string, button: string): Promise<string> {
  let path = '';
  await context.route('**/v1/**', async (route) => {
    if (route.request().method() !== method)
      return route.continue();
    const answer = await route.fetch();
    assert.ok(answer.ok(), await answer.text());
    path = new URL(route.request().url()).pathname;
    await route.abort();
  });
  await press(page, button);
  await page.getByRole('alert').getByText('Fairlot cannot be reached').waitFor();
  await context.unroute('**/v1/**');
  return path;
}

for (const { who, form, address, fill, before, button, method, done } of changes)
  test(`${form} whose answer was lost is done when it is sent again`, async () => {
    const person = await Person.signedIn(browser, who);
    await person.goto(await address());
    await fill(person.page);
    if (before)
      await press(person.page, before);
    await loseAnswer(person, method, button);
    if (before)
      await press(person.page, before);
    await press(person.page, button);
    await person.page.getByText(done).first().waitFor();
    await person.close();
  });

test('after a lost answer, somebody else’s change is told as what it may be', async () => {
  const person = await Person.signedIn(browser, 'provider_a');
  const { page } = person;
  await person.goto(`/provider/homes/${market.homes[0]!.id}/`);
  await page.getByLabel('Address line 1').fill('3 High Street');
  const path = await loseAnswer(person, 'PATCH', 'Save');
  await market.homes[0]!.provider('PATCH', path, { capacity: 21 });
  await press(page, 'Save');
  await page.getByRole('alert').getByText('Your first try was not answered').waitFor();
  assert.equal(await page.getByLabel('Address line 1').inputValue(), '3 High Street');
  // Chromium's own note of the answer that was lost.
  assert.deepEqual(person.said.splice(0), ['error: Failed to load resource: net::ERR_FAILED']);
  await person.inspect('changed-after-lost-answer');
  await person.close();
});
