// enquiry.test.ts - somebody without an account writes to a home.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import type { Browser } from 'playwright-core';

import { openBrowser, Person } from './harness.ts';

let browser: Browser;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser.close(); });

test('a question is written, refused field by field, and waits to be confirmed', async () => {
  const person = await Person.in(browser);
  const { page } = person;
  await person.goto('/find/?q=elm+court');
  await page.getByRole('link', { name: 'Elm Court', exact: true }).click();
  await page.getByRole('button', { name: 'Ask this home a question' }).click();
  await page.getByRole('heading', { level: 1, name: 'Ask Elm Court a question' }).waitFor();
  await person.inspect('enquiry');
  await page.getByLabel('Your question').fill('May we visit you on a weekday?');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('alert').getByRole('link').first().waitFor();
  assert.match(await page.title(), /^Error: /);
  assert.equal(await page.getByLabel('Your question').inputValue(), 'May we visit you on a weekday?');
  await person.inspect('enquiry-refused');
  await page.getByLabel('Your name').fill('Ann Archer');
  await page.getByLabel('E-mail address').fill(`ann.${Date.now()}@example.org`);
  await page.getByLabel('By e-mail').check();
  await page.getByLabel('Within three months').check();
  await page.getByRole('button', { name: 'Send' }).dblclick();
  await page.getByRole('heading', { level: 1, name: 'Now look into your mailbox' }).waitFor();
  await person.inspect('enquiry-accepted');
  await person.close();
});

test('a link that cannot be used, or is not whole, says what to do', async () => {
  const person = await Person.in(browser);
  await person.goto('/enquiries/confirm/');
  await person.page.getByText('Copy the whole link').waitFor();
  await person.inspect('enquiry-link-cut');
  await person.page.goto('about:blank');
  await person.goto('/enquiries/confirm/#never-given');
  await person.inspect('enquiry-confirm');
  await person.page.getByRole('button', { name: 'Send my question' }).click();
  await person.page.getByRole('alert').waitFor();
  await person.inspect('enquiry-link-unusable');
  await person.close();
});

test('a confirmed question names the home it went to', async () => {
  const person = await Person.in(browser);
  // The letter's token is the mail server's to tell; tests/http follow it.
  await person.page.route('**/v1/enquiries/confirmation', async (route) => {
    assert.deepEqual(route.request().postDataJSON(), { token: 'from-the-letter' });
    await route.fulfill({ status: 200, contentType: 'application/json', body: JSON.stringify({
      id: '5e0c8a52-7b0e-4d0c-9a3f-2f1e0d9c8b7a', state: 'sent',
      establishment: { id: '8d6c5b4a-3928-4170-9f7e-6d5c4b3a2918', name: 'Beechwood House' },
      sent_at: '2026-11-22T09:05:00Z' }) });
  });
  await person.goto('/enquiries/confirm/#from-the-letter');
  await person.page.getByRole('button', { name: 'Send my question' }).click();
  await person.page.getByRole('heading', { level: 1, name: 'Your question has been sent' }).waitFor();
  await person.inspect('enquiry-sent');
  await person.close();
});
