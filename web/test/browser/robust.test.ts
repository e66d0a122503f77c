// robust.test.ts - a form of each role, sent while everything goes wrong: nobody
// answers, the service is down, the answer is lost, the session has ended, the
// button is pressed twice, the browser goes back.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import type { Browser, Page, Route } from 'playwright-core';

import { fillDraft, press, pressTwice, unique } from './by-hand.ts';
import { asPrincipal, clock, demo, openBrowser, Person } from './harness.ts';
import { draftOf, makeMarket, type Market } from './market.ts';

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
