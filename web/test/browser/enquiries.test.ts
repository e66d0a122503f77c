// enquiries.test.ts - people who pay for themselves write to a home, confirm it,
// and are answered.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';

import type { Browser, Page } from 'playwright-core';

import { patience, pressTwice } from './by-hand.ts';
import { openBrowser, Person, sql } from './harness.ts';
import { type Home, makeMarket } from './market.ts';

let browser: Browser;
// One of its own: five enquiries a day come to a home from one address.
let home: Home;
before(async () => {
  browser = await openBrowser();
  home = (await makeMarket({}, ['provider_a'])).homes[0]!;
});
after(async () => { await browser.close(); });

const message = 'May we visit you?\nOn a Sunday, if that suits you.';
const confirmation = '**/v1/enquiries/confirmation';

async function heading(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  assert.equal(await page.title(), `${name} - Fairlot`);
}

async function fill(page: Page): Promise<void> {
  await page.getByLabel('Your message').fill(message);
  await page.getByLabel('Your name').fill('Ann Archer');
  await page.getByLabel('E-mail address').fill(`ann-${randomBytes(6).toString('hex')}@example.org`);
}

// Writes to the home; the id of what was written.
async function write(page: Page): Promise<string> {
  const answered = page.waitForResponse((response) => response.url().endsWith('/enquiries'));
  await pressTwice(page, 'Continue');
  const { id } = await (await answered).json() as { id: string };
  await heading(page, 'Check your e-mail');
  return id;
}

// The letter's token is nobody's to read; the owner gives the enquiry another.
function tokenFor(enquiry: string): string {
  const token = randomBytes(32).toString('base64url');
  const digest = createHash('sha256').update(token).digest('hex');
  sql(`UPDATE enquiry SET token_sha256 = '${digest}' WHERE id = '${enquiry}'`);
  return token;
}

let sent = '';

test('an enquiry is written, confirmed on a press, and the link is good once', async () => {
  const person = await Person.in(browser);
  const { page } = person;
  await person.goto(`/homes/${home.id}/`);
  await page.getByRole('button', { name: 'Write to this home' }).click();
  await heading(page, `Write to ${home.name}`);
  await person.inspect('enquiries-write');

  // All that is missing, in the order of the page.
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('alert').getByRole('link').first().waitFor();
  assert.deepEqual((await page.getByRole('alert').getByRole('link').allTextContents()).map((text) => text.split(':')[0]),
    ['Your message', 'Your name', 'E-mail address', 'How do you want the home to reply']);
  await patience(page);
  await fill(page);
  await page.getByLabel('By telephone').check();
  await page.getByLabel('Within three months').check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('alert').getByRole('link', { name: /Telephone number/ }).click();
  assert.match(await page.title(), /^Error: /);
  assert.equal(await page.getByLabel('Telephone number').evaluate((field) => field === document.activeElement), true);
  assert.equal(await page.getByLabel('Your message').inputValue(), message);
  await person.inspect('enquiries-write-refused');

  await page.getByLabel('Telephone number').fill('01865 000000');
  sent = await write(page);
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Check your e-mail');
  await page.getByText('The link is good for 24 hours').waitFor();
  assert.doesNotMatch(await page.title(), /Error/);
  await person.inspect('enquiries-check-email');

  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const link = `/enquiries/confirm/#${tokenFor(sent)}`;
  await person.goto(link);
  await heading(page, 'Confirm your enquiry');
  assert.equal(new URL(page.url()).hash, '');
  assert.ok(!asked.some((url) => url.endsWith('/confirmation')));
  await person.inspect('enquiries-confirm');
  // As a phone does by itself with a tab that was out of sight.
  await page.reload();
  await page.getByRole('button', { name: 'Send my enquiry' }).focus();
  await page.keyboard.press('Enter');
  await heading(page, 'Your enquiry has been sent');
  await person.inspect('enquiries-confirmed');
  await page.reload();
  await heading(page, 'Your enquiry has been sent');
  assert.deepEqual(await page.evaluate(() => [Object.keys(history.state), sessionStorage.length, localStorage.length]), [['outcome'], 0, 0]);

  // In the tab that is there already, as an e-mail program may.
  await page.evaluate((to) => { location.href = to; }, link);
  await page.getByRole('button', { name: 'Send my enquiry' }).click();
  await heading(page, 'This link cannot be used any more');
  await person.inspect('enquiries-link-unusable');
  await person.close();
});

test('a link that was cut off says what to do', async () => {
  const person = await Person.in(browser);
  await person.goto('/enquiries/confirm/');
  await person.page.getByText('Part of the link is missing').waitFor();
  await person.inspect('enquiries-link-cut');
  await person.close();
});

test('with the keyboard alone', async () => {
  const person = await Person.in(browser);
  const { page } = person;
  await person.goto(`/homes/${home.id}/enquiry/`);
  await page.getByLabel('Your message').focus();
  for (const key of [...'Hello', 'Tab', 'Space', 'Tab', ...'Ann', 'Tab', ...'ann@example.org', 'Tab', 'Tab', 'Space', 'Tab', 'Tab', 'Enter'])
    await page.keyboard.press(key);
  await heading(page, 'Check your e-mail');
  await person.close();
});

for (const [name, status, type, said] of [
  ['many', 429, 'too-many-requests', 'no more are taken today'],
  ['gone', 404, 'not-found', 'has just left the list of accredited homes, so nothing was sent'],
  ['conflict', 409, 'conflict', 'This was said before'],
] as const) {
  test(`a refusal with ${status} is told above the form, which keeps what was typed`, async () => {
    const person = await Person.in(browser);
    const { page } = person;
    await page.route('**/enquiries', (route) => route.fulfill({
      status, contentType: 'application/problem+json',
      body: JSON.stringify({ type: `/problems/${type}`, title: type, status, detail: `${said}.` }),
    }));
    await person.goto(`/homes/${home.id}/enquiry/`);
    await fill(page);
    await page.getByLabel('By e-mail').check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('alert').getByText(said).waitFor();
    assert.match(await page.title(), /^Error: /);
    assert.equal(await page.getByLabel('Your message').inputValue(), message);
    await person.inspect(`enquiries-refused-${name}`);
    await person.close();
  });
}

test('a home that nobody lists cannot be written to', async () => {
  const person = await Person.in(browser);
  await person.goto('/homes/00000000-0000-4000-8000-000000000000/enquiry/');
  await heading(person.page, 'There is no such page');
  await person.inspect('enquiries-no-home');
  await person.close();
});

test('a home that has left the list meanwhile gets nothing, and so it is told', async () => {
  const person = await Person.in(browser);
  const { page } = person;
  await page.route(confirmation, async (route) => {
    assert.deepEqual(route.request().postDataJSON(), { token: 'from-the-letter' });
    await route.fulfill({ status: 409, contentType: 'application/problem+json',
      body: JSON.stringify({ type: '/problems/home-not-listed', title: 'Gone', status: 409, detail: 'Gone.' }) });
  });
  await person.goto('/enquiries/confirm/#from-the-letter');
  await page.getByRole('button', { name: 'Send my enquiry' }).click();
  await heading(page, 'The home is no longer listed');
  await person.inspect('enquiries-not-listed');
  await person.close();
});

const inList = (page: Page) => page.getByRole('row').filter({ hasText: home.name }).first();

test('its lead authority reads an enquiry and has nothing to do about it', async () => {
  const person = await Person.signedIn(browser, 'lead');
  const { page } = person;
  await person.goto('/lead/');
  await page.getByRole('link', { name: 'Enquiries', exact: true }).click();
  await inList(page).waitFor();
  await person.inspect('enquiries-lead-list');
  await inList(page).getByRole('link').click();
  await heading(page, `Enquiry to ${home.name}`);
  await page.getByText('On a Sunday').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Mark as answered' }).count(), 0);
  await person.inspect('enquiries-lead-one');
  await person.close();
});

test('an auditor reads an enquiry, and sees who else has', async () => {
  const person = await Person.signedIn(browser, 'auditor');
  const { page } = person;
  await person.goto('/audit/');
  await page.getByRole('navigation').getByRole('link', { name: 'Enquiries', exact: true }).click();
  await inList(page).waitFor();
  await person.inspect('enquiries-audit-list');
  await inList(page).getByRole('link').click();
  await heading(page, `Enquiry to ${home.name}`);
  await page.getByText('On a Sunday').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Mark as answered' }).count(), 0);
  await person.inspect('enquiries-audit-one');
  await page.getByRole('link', { name: 'Who has read this enquiry' }).click();
  await heading(page, 'Who read what');
  await page.getByRole('row', { name: /^Enquiry / }).nth(1).waitFor();
  await person.close();
});

test('the home’s provider reads an enquiry and says that it has answered', async () => {
  const person = await Person.signedIn(browser, 'provider_a');
  const { page } = person;
  await person.goto('/provider/');
  await page.getByRole('link', { name: /^\d+ enquir(y|ies)$/ }).click();
  await inList(page).waitFor();
  await person.inspect('enquiries-provider-list');
  await inList(page).getByRole('link').click();
  await heading(page, `Enquiry to ${home.name}`);
  await page.getByRole('link', { name: '01865 000000' }).waitFor();
  await person.inspect('enquiries-provider-one');
  // A colleague was there before.
  const other = await person.context.newPage();
  await other.goto(page.url());
  await other.getByRole('button', { name: 'Mark as answered' }).click();
  await other.getByText('The enquiry is marked as answered').waitFor();
  await page.getByRole('button', { name: 'Mark as answered' }).dblclick();
  await page.getByRole('alert').waitFor();
  await person.inspect('enquiries-provider-conflict');
  await page.reload();
  await page.getByText('Marked as answered').waitFor();
  await person.inspect('enquiries-provider-answered');
  await person.goto(`/provider/enquiries/${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}/`);
  await heading(page, 'There is no such page');
  await person.close();
});

test('no enquiries, none like that, and more than a page of them', async () => {
  const person = await Person.signedIn(browser, 'provider_b');
  const { page } = person;
  const item = (n: number) => ({
    id: `00000000-0000-4000-8000-00000000000${n}`, state: n === 1 ? 'sent' : 'answered',
    establishment: { id: home.id, name: `Home ${n}` }, reply_by: 'email', moving_when: null,
    sent_at: '2026-11-22T09:05:00Z', answered_at: n === 1 ? null : '2026-11-22T10:05:00Z' });
  let answers: object[] = [];
  await page.route((url) => url.pathname === '/v1/enquiries', (route) =>
    route.fulfill({ json: answers.shift() ?? { items: [], next: null } }));
  await person.goto('/provider/enquiries/');
  await page.getByText('Nobody has written yet.').waitFor();
  await person.inspect('enquiries-none');
  await page.getByLabel('State').selectOption('Answered');
  await page.getByRole('button', { name: 'Apply filters' }).click();
  await page.getByText('There are none like that.').waitFor();
  await person.inspect('enquiries-none-filtered');
  answers = [{ items: [item(1)], next: 'more' }, { items: [item(2)], next: null }];
  await person.goto('/provider/enquiries/');
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.getByRole('cell', { name: 'Home 2' }).waitFor();
  await person.inspect('enquiries-many');
  await person.close();
});

test('whether e-mail comes about enquiries can be chosen', async () => {
  const person = await Person.signedIn(browser, 'provider_a');
  await person.goto('/account/notifications/');
  await person.page.getByLabel('Enquiries of people who pay for themselves').waitFor();
  await person.close();
});

test('where no e-mail is sent, a home says how else to ask', async () => {
  const person = await Person.in(browser);
  const { page } = person;
  await page.route(`**/v1/directory/${home.id}`, async (route) => {
    const answer = await route.fetch();
    const body = await answer.json() as object;
    await route.fulfill({ response: answer, json: { ...body, enquiries: false, profile: { phone: '01865 000000' } } });
  });
  await person.goto(`/homes/${home.id}/`);
  await page.getByText('Enquiries cannot be sent from this website.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Write to this home' }).count(), 0);
  await person.inspect('home-without-enquiries');
  await person.goto(`/homes/${home.id}/enquiry/`);
  await page.getByText('ring 01865 000000 or').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Continue' }).count(), 0);
  await person.inspect('enquiry-not-from-here');
  await person.close();
});
