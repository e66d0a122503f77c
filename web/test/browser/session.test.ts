// session.test.ts - signing in and out, and what happens to a session left alone.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';

import type { Browser, Route } from 'playwright-core';

import { press } from './by-hand.ts';
import { demo, openBrowser, Person } from './harness.ts';

let browser: Browser;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser.close(); });

test('a wrong password is refused in words, and the address stays', async () => {
  const person = await Person.in(browser);
  const { page } = person;
  await person.goto('/sign-in/?then=/account/');
  await person.inspect('sign-in');
  await page.getByLabel('E-mail address').fill('nobody@example.org');
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.keyboard.press('Enter');
  await page.getByText('There is a problem').waitFor();
  assert.match(await page.title(), /^Error: Sign in/);
  assert.equal(await page.getByLabel('E-mail address').inputValue(), 'nobody@example.org');
  assert.equal(await page.evaluate(() => document.activeElement?.classList.contains('govuk-error-summary')), true);
  await person.inspect('sign-in-refused');
  await person.close();
});

test('every fault of the form is told with its field', async () => {
  const person = await Person.in(browser);
  const { page } = person;
  await person.goto('/sign-in/');
  await page.getByRole('button', { name: 'Sign in' }).click();
  const link = page.getByRole('link', { name: /^E-mail address: / });
  await link.waitFor();
  await link.click();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'email');
  await person.close();
});

test('who asks for a page comes to it after signing in', async () => {
  const person = await Person.in(browser);
  await person.page.goto('/account/clients/?from=here');
  await person.page.waitForURL(/\/sign-in\//);
  await person.signIn('council_a');
  assert.equal(new URL(person.page.url()).pathname, '/account/clients/');
  await person.close();
});

test('a link to another site is not followed after signing in', async () => {
  const person = await Person.in(browser);
  await person.goto('/sign-in/?then=https://evil.example/');
  await person.signIn('auditor');
  assert.equal(new URL(person.page.url()).origin, demo.base_url);
  await person.close();
});

test('no link leads to another site at once, either', async () => {
  const person = await Person.signedIn(browser, 'auditor');
  const { page, context } = person;
  await context.route('https://evil.example/**', (route) => route.fulfill({ body: 'evil' }));
  for (const then of ['/.//evil.example/', '/..//evil.example/', `${demo.base_url}//evil.example/`,
    '//evil.example/', '/\\evil.example/', 'http://[', 'javascript:alert(1)']) {
    await page.goto(`/sign-in/?then=${encodeURIComponent(then)}`);
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    assert.equal(new URL(page.url()).origin, demo.base_url, then);
  }
  await person.close();
});

test('whoever is signed in has a way back from the public pages', async () => {
  const person = await Person.signedIn(browser, 'council_a');
  const { page } = person;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await person.goto('/');
  await page.getByRole('navigation').getByRole('link', { name: 'Your start page' }).waitFor();
  assert.equal(await page.getByRole('link', { name: 'Sign in' }).count(), 0);
  assert.equal(await page.getByRole('link', { name: 'Register your organisation' }).count(), 0);
  assert.deepEqual(asked.filter((path) => path.startsWith('/v1/')), []);
  await person.inspect('start-signed-in');
  await page.getByRole('navigation').getByRole('link', { name: 'Your start page' }).click();
  await page.waitForURL(/\/council\/$/);
  await person.goto('/sign-out/');
  await page.waitForURL(/signed-out/);
  await page.getByRole('navigation').getByRole('link', { name: 'Sign in' }).waitFor();
  await person.goto('/');
  await page.getByRole('link', { name: 'Register your organisation' }).waitFor();
  await person.close();
});

test('a page for another role says whose it is, and leads to one’s own', async () => {
  const person = await Person.signedIn(browser, 'lead');
  const { page } = person;
  await person.goto('/council/referrals/0f4b7c52-6a2c-4c1f-8a5e-1d2f3a4b5c6d/');
  await page.getByRole('heading', { level: 1, name: 'This page is for councils' }).waitFor();
  await page.getByText('You are signed in as: lead authority officer.').waitFor();
  await person.inspect('not-for-role');
  await page.getByRole('button', { name: 'Your start page' }).click();
  await page.waitForURL(/\/lead\/$/);
  await person.close();
});

test('no token and nothing about a person is kept where a script could read it', async () => {
  const person = await Person.in(browser);
  await person.goto('/sign-in/');
  await person.signIn('council_a');
  const kept = await person.page.evaluate(() => JSON.stringify({
    ...localStorage, ...sessionStorage, cookie: document.cookie }));
  assert.equal(kept, '{"fairlot-signed-in":"yes","cookie":""}');
  await person.close();
});

test('the account pages are whole', async () => {
  const person = await Person.signedIn(browser, 'council_a');
  const { page } = person;
  await person.goto('/account/');
  await page.getByText(demo.principals['council_a']!.email!).waitFor();
  await person.inspect('account');
  await person.goto('/account/news/');
  await person.inspect('account-news');
  await person.goto('/account/notifications/');
  await page.getByLabel('Referrals, bids and awards').uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Your choice is saved').waitFor();
  assert.equal(await page.getByLabel('Referrals, bids and awards').isChecked(), false);
  await person.inspect('account-notifications-saved');
  await person.close();
});

test('a machine client is made, its secret shown once, and ended', async () => {
  const person = await Person.signedIn(browser, 'provider_a');
  const { page } = person;
  await person.goto('/account/clients/');
  await page.getByLabel('What it is for').fill('Nightly vacancies');
  await page.getByRole('button', { name: 'Add it' }).dblclick();
  await page.getByText('It is shown this once').waitFor();
  await person.inspect('account-client-secret');
  await page.getByRole('button', { name: 'I have copied it' }).click();
  await page.getByRole('row', { name: /Nightly vacancies/ }).waitFor();
  assert.equal(await page.getByRole('row', { name: /Nightly vacancies/ }).count(), 1);
  await person.inspect('account-clients');
  await page.getByRole('button', { name: 'End Nightly vacancies' }).click();
  await page.getByText('can no longer sign in').waitFor();
  assert.equal(await page.getByRole('row', { name: /Nightly vacancies/ }).count(), 0);
  await person.close();
});

test('a session that ends keeps what was typed, and goes on with it', async () => {
  const person = await Person.signedIn(browser, 'provider_b');
  const { page, context } = person;
  await person.goto('/account/clients/');
  await page.getByLabel('What it is for').fill('Typed before');
  const other = await context.newPage();
  await other.goto('/sign-out/');
  await other.waitForURL(/signed-out/);
  const dialog = page.getByRole('dialog', { name: 'You have been signed out' });
  await dialog.waitFor();
  await person.inspect('signed-out-in-place');
  await dialog.getByLabel('Password', { exact: true }).fill(demo.principals['provider_b']!.password!);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await dialog.waitFor({ state: 'detached' });
  assert.equal(await page.getByLabel('What it is for').inputValue(), 'Typed before');
  await page.getByRole('button', { name: 'Add it' }).click();
  await page.getByText('It is shown this once').waitFor();
  await person.close();
});

test('signing out where nobody answers is told, and tried again', async () => {
  const person = await Person.signedIn(browser, 'council_b');
  const { page, context } = person;
  await context.route('**/v1/sessions/renewal', (route) => route.fulfill({ status: 503 }));
  await person.goto('/sign-out/');
  await page.getByText('Fairlot cannot be reached').waitFor();
  await person.inspect('sign-out-away');
  await context.unroute('**/v1/sessions/renewal');
  await press(page, 'Try again');
  await page.waitForURL(/signed-out/);
  await person.close();
});

test('a screen left alone warns three minutes ahead and then signs out', async () => {
  const person = await Person.signedIn(browser, 'council_b');
  const { page } = person;
  await page.clock.install();
  await person.goto('/account/');
  await page.clock.runFor(26 * 60_000);
  assert.equal(await page.getByRole('dialog').count(), 0);
  await page.clock.runFor(90_000);
  const warning = page.getByRole('dialog', { name: 'Are you still there?' });
  await warning.waitFor();
  await person.inspect('idle-warning');
  await warning.getByRole('button', { name: 'Stay signed in' }).click();
  await warning.waitFor({ state: 'detached' });
  await page.clock.runFor(30 * 60_000 + 2_000);
  await page.getByRole('dialog', { name: 'You have been signed out' }).waitFor();
  await person.close();
});

// As if its ten minutes were over.
const withoutToken = (route: Route) => route.continue({
  headers: { ...route.request().headers(), authorization: 'Bearer e30.e30.e30' },
});

test('a session ends also where the token has run out before', async () => {
  const person = await Person.signedIn(browser, 'council_b');
  const { page, context } = person;
  await page.clock.install();
  await person.goto('/account/');
  await context.route('**/v1/sessions/current', withoutToken, { times: 1 });
  const ended = page.waitForResponse((response) => response.status() === 204);
  await page.clock.runFor(30 * 60_000 + 2_000);
  await page.getByRole('dialog', { name: 'You have been signed out' }).waitFor();
  await ended;
  assert.equal((await context.request.post('/v1/sessions/renewal')).status(), 401);
  await person.close();
});

test('who types for long is there, and stays signed in', async () => {
  const person = await Person.signedIn(browser, 'council_b');
  const { page } = person;
  await page.clock.install();
  await person.goto('/account/clients/');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  for (const minutes of [9, 2]) {
    assert.deepEqual(asked, []);
    await page.clock.runFor(minutes * 60_000);
    await page.getByLabel('What it is for').press('a');
  }
  await page.clock.runFor(29 * 60_000);
  assert.deepEqual(asked, [`${demo.base_url}/v1/sessions/renewal`]);
  await person.close();
});

test('a crowd at the door signs nobody out', async () => {
  const person = await Person.signedIn(browser, 'council_b');
  const { page, context } = person;
  await context.route('**/v1/sessions/renewal', (route) => route.fulfill({
    status: 429, contentType: 'application/problem+json', headers: { 'Retry-After': '1' },
    body: JSON.stringify({ title: 'Please slow down', status: 429, detail: 'Too many requests came from your address at once.' }),
  }), { times: 1 });
  await person.goto('/account/');
  await page.getByText('Too many requests came').waitFor();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText(demo.principals['council_b']!.email!).waitFor();
  await person.close();
});

test('what one person typed is never sent as another', async () => {
  const person = await Person.signedIn(browser, 'council_a');
  const { page, context } = person;
  await person.goto('/account/clients/');
  const typed = `Typed by the one ${randomUUID()}`;
  await page.getByLabel('What it is for').fill(typed);
  const { email, password } = demo.principals['council_b']!;
  assert.ok((await context.request.post('/v1/sessions', { data: { email, password } })).ok());
  await context.route('**/v1/clients', withoutToken, { times: 1 });
  const again = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Add it' }).click();
  await again;
  await person.ready();
  assert.equal(await page.getByLabel('What it is for').inputValue(), '');
  assert.equal(await page.getByText(typed).count(), 0);
  await person.goto('/account/');
  await page.getByText(email!).waitFor();
  await person.close();
});

test('a service that cannot be reached is told plainly, and tried again', async () => {
  const person = await Person.signedIn(browser, 'auditor');
  const { page, context } = person;
  await context.route('**/v1/notifications*', (route) => route.abort());
  await person.goto('/account/news/');
  await page.getByText('Fairlot cannot be reached').waitFor();
  await page.locator('#screen').screenshot();
  await context.unroute('**/v1/notifications*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'What has happened' }).waitFor();
  await person.close();
});

test('a service that is down is told plainly, and nothing is lost', async () => {
  const person = await Person.signedIn(browser, 'provider_a');
  const { page, context } = person;
  await person.goto('/account/clients/');
  await context.route('**/v1/clients', (route) => (route.request().method() === 'POST'
    ? route.fulfill({ status: 503, contentType: 'application/problem+json', headers: { 'Retry-After': '2' },
      body: JSON.stringify({ title: 'Please try again shortly', status: 503, detail: 'A part of the service is down.' }) })
    : route.continue()));
  await page.getByLabel('What it is for').fill('Typed while it was down');
  await page.getByRole('button', { name: 'Add it' }).click();
  await page.getByRole('alert').getByText('No answer came that says whether this worked').waitFor();
  assert.equal(await page.getByLabel('What it is for').inputValue(), 'Typed while it was down');
  await person.inspect('service-down');
  await context.unroute('**/v1/clients');
  await press(page, 'Add it');
  await page.getByText('It is shown this once').waitFor();
  await person.close();
});

test('signing in takes no more than a keyboard', async () => {
  const { email, password } = demo.principals['council_a']!;
  const person = await Person.in(browser);
  const { page } = person;
  await page.goto('/');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Skip to main content');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'main-content');
  await person.goto('/sign-in/');
  while (await page.evaluate(() => document.activeElement?.id) !== 'email')
    await page.keyboard.press('Tab');
  await page.keyboard.type(email!);
  await page.keyboard.press('Tab');
  await page.keyboard.type(password!);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/council\//);
  await person.ready();
  await person.close();
});
