// account.test.ts - webhooks, and machine clients whose answer was lost.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import type { Browser, Page, Route } from 'playwright-core';

import { banner, fillDate, idIn, press, shortPages, unique } from './by-hand.ts';
import { asPrincipal, type Caller, openBrowser, Person, sql } from './harness.ts';

interface Webhook {
  id: string;
}

let browser: Browser;
let lead: Caller;
before(async () => {
  browser = await openBrowser();
  lead = await asPrincipal('lead');
});
after(async () => { await browser.close(); });

// No name that ends so is ever found: nothing leaves this machine.
const address = 'https://hooks.invalid/fairlot';
const webhooks = '/v1/webhook-endpoints';

// Told of nothing by itself: the one type is only ever sent where somebody asks,
// the other there is not.
const makeWebhook = (description: string): Promise<Webhook> =>
  lead<Webhook>('POST', webhooks, { url: address, description, event_types: ['webhook.tested', 'a.b'] });

const change = (id: string, what: object) => lead('PATCH', `${webhooks}/${id}`, what);

// Sent, as far as the database is concerned; nobody tries what is due next year.
function sent(id: string, deliveries: string[]): void {
  sql(`INSERT INTO webhook_delivery (endpoint_id, organisation_id, event_id, state, attempts,
         attempted_at, response_status, failure, next_attempt_at, created_at)
       SELECT e.id, e.organisation_id, r.event_id, d.state, d.attempts, clock_timestamp(), d.status, d.failure,
              CASE d.state WHEN 'waiting' THEN clock_timestamp() + interval '1 year' END,
              clock_timestamp() - d.n * interval '1 minute'
         FROM webhook_endpoint e,
              (VALUES ${deliveries.map((one, n) => `(${n + 1}, ${one})`).join()}) AS d (n, state, attempts, status, failure),
              LATERAL (SELECT event_id FROM event_reader WHERE organisation_id = e.organisation_id
                        ORDER BY event_id LIMIT 1 OFFSET d.n) AS r
        WHERE e.id = '${id}'`);
}

// The request arrives; its answer is lost on its way.
const loseAnswer = async (route: Route): Promise<void> => {
  if (route.request().method() !== 'POST')
    return route.continue();
  await route.fetch();
  await route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"status":503}' });
};

const fault = (page: Page, name: string | RegExp) =>
  page.getByRole('alert').getByRole('link', { name }).waitFor();

test('a webhook is added, and what is wrong with it stands beside its field', async () => {
  const person = await Person.signedIn(browser, 'lead');
  const { page } = person;
  await person.goto('/account/');
  await page.getByRole('link', { name: 'Webhooks of your organisation' }).click();
  await page.getByRole('link', { name: 'How that works' }).waitFor();
  await page.getByRole('button', { name: 'Add a webhook' }).click();
  await person.ready();
  await person.inspect('webhook-new');

  await page.getByLabel('What it is for').fill(`Case system ${unique}`);
  await page.getByLabel('Address that is told').fill('https://10.0.0.1/fairlot');
  await press(page, 'Add the webhook');
  await fault(page, /^What it is told of: Choose whether/);
  await page.getByLabel('Only what you choose').check();
  await press(page, 'Add the webhook');
  await fault(page, /^What it is told of: Choose at least one/);
  await page.getByText('Placements and their agreements').first().click();
  await page.getByRole('button', { name: 'Choose all of Placements and their agreements' }).click();
  await page.getByLabel('Placement: disclosed').uncheck();
  await press(page, 'Add the webhook');
  await fault(page, /^Address that is told: This address is not on the public network/);
  assert.equal(await page.evaluate(() => document.activeElement?.classList.contains('govuk-error-summary')), true);
  assert.equal(await page.getByLabel('What it is for').inputValue(), `Case system ${unique}`);
  await person.inspect('webhook-new-refused');
  await page.getByLabel('Address that is told').fill('http://hooks.example.org/fairlot');
  await press(page, 'Add the webhook');
  await fault(page, /^Address that is told: .*https/);

  await page.getByLabel('Address that is told').fill(address);
  await press(page, 'Add the webhook');
  await page.getByText('It is shown this once').waitFor();
  await page.getByText(/^whsec_/).waitFor();
  await person.inspect('webhook-secret');
  await press(page, 'I have copied it');
  await banner(page, 'The webhook is added');
  const told = page.locator('.govuk-summary-list__row', { hasText: 'Told of' });
  await told.getByText('Placement: activated').waitFor();
  assert.equal(await told.getByText('Placement: disclosed').count(), 0);
  await page.getByText('Nothing yet.').waitFor();
  await lead('DELETE', `${webhooks}/${idIn(page)}`);
  await person.close();
});

test('a webhook is tried, changed, switched off and on, and deleted', async () => {
  const name = `Nightly ${unique}`;
  const { id } = await makeWebhook(name);
  const person = await Person.signedIn(browser, 'lead');
  const { page } = person;
  await person.goto(`/account/webhooks/${id}/`);
  await press(page, 'Send a test message');
  await banner(page, 'A test message is on its way');
  await page.getByRole('row', { name: /Webhook: tested/ }).waitFor();
  await person.inspect('webhook');

  await page.getByRole('button', { name: 'Change it' }).click();
  await person.ready();
  assert.equal(await page.getByLabel('Only what you choose').isChecked(), true);
  await person.inspect('webhook-change');
  await change(id, { description: `${name}, of a colleague` });
  await page.getByLabel('What it is for').fill(`${name}, mine`);
  await press(page, 'Save');
  await page.getByRole('alert').getByText('Somebody else has changed this').waitFor();
  assert.equal(await page.getByLabel('What it is for').inputValue(), `${name}, mine`);
  await person.inspect('webhook-change-stale');
  await person.goto(`/account/webhooks/${id}/change/`);
  await page.getByLabel('What it is for').fill(name);
  await press(page, 'Save');
  await banner(page, 'The change is saved');
  for (const kept of ['Webhook: tested', 'A: b'])
    await page.locator('.govuk-summary-list__row', { hasText: 'Told of' }).getByText(kept).waitFor();
  await page.getByRole('heading', { name, exact: true }).waitFor();

  await press(page, 'Switch it off');
  await banner(page, 'The webhook is switched off');
  await page.getByText(/Switched off on .*, by hand/).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Send a test message' }).count(), 0);
  await person.inspect('webhook-off');
  await press(page, 'Switch it on');
  await banner(page, 'The webhook is switched on');

  await page.getByText('Send everything again from a day on').click();
  await press(page, 'Send it all again');
  await fault(page, /^What has happened since: Enter a date/);
  await fillDate(page, 'What has happened since', '2026-01-01');
  await page.getByLabel('Time of that day').fill('9am');
  await press(page, 'Send it all again');
  await banner(page, 'All that has happened since then is sent again');

  await change(id, { description: `${name}, once more` });
  await page.getByText('Delete this webhook').click();
  await press(page, 'Delete it');
  await page.getByRole('alert').getByText('Somebody else has changed this').waitFor();
  await person.goto(`/account/webhooks/${id}/`);
  await page.getByText('Delete this webhook').click();
  await press(page, 'Delete it');
  await banner(page, `${name}, once more is deleted`);
  assert.equal(await page.getByRole('row', { name: new RegExp(name) }).count(), 0);
  await person.close();
});

test('a new secret comes with time to take it up, and says where it may be lost', async () => {
  const { id } = await makeWebhook(`Rotated ${unique}`);
  const person = await Person.signedIn(browser, 'lead');
  const { page, context } = person;
  await person.goto(`/account/webhooks/${id}/`);
  await page.getByRole('button', { name: 'Make a new secret' }).click();
  await person.ready();
  await press(page, 'Make a new secret');
  await fault(page, /Choose how long/);
  await person.inspect('webhook-new-secret-refused');
  await page.getByLabel('For a day').check();
  await press(page, 'Make a new secret');
  await page.getByText(/^whsec_/).waitFor();
  await press(page, 'I have copied it');
  await page.getByText(/^The secret before the present one still signs, until/).waitFor();

  await page.getByRole('button', { name: 'Make a new secret' }).click();
  await page.getByText('If you make a new one now, it ends at once').waitFor();
  await page.getByLabel('Not at all').check();
  await context.route('**/secret-rotation', loseAnswer);
  await press(page, 'Make a new secret');
  await page.getByRole('alert').getByText('There may be a new secret that nobody has seen').waitFor();
  await person.inspect('webhook-new-secret-lost');
  await lead('DELETE', `${webhooks}/${id}`);
  await person.close();
});

test('what was sent is told message by message, and sent again', async () => {
  const { id } = await makeWebhook(`Told ${unique}`);
  await change(id, { disabled: true });
  sent(id, ["'delivered', 1, 204, NULL", "'waiting', 3, 503, 'status'", "'waiting', 1, NULL, 'timeout'",
    "'dead', 10, NULL, 'tls'", "'waiting', 0, NULL, NULL"]);
  const person = await Person.signedIn(browser, 'lead');
  const { page } = person;
  await person.goto(`/account/webhooks/${id}/`);
  for (const words of ['Taken (204)', 'Not taken (503)', 'No answer within 15 seconds', 'The certificate is not good', 'Not tried yet'])
    await page.getByRole('cell', { name: words, exact: true }).waitFor();
  await person.inspect('webhook-deliveries');

  await page.getByLabel('State').selectOption({ label: 'Given up' });
  await press(page, 'Apply filters');
  await person.ready();
  assert.equal(await page.getByRole('row').count(), 2);
  await page.getByRole('row').nth(1).getByRole('link').click();
  await page.getByText('The certificate is not good').waitFor();
  await person.inspect('webhook-delivery');
  await press(page, 'Send it again');
  await banner(page, 'It is sent again once the webhook is switched on');
  await page.getByText('Not tried yet').waitFor();

  await shortPages(page, `${webhooks}/${id}/deliveries`);
  await person.goto(`/account/webhooks/${id}/?state=waiting`);
  assert.equal(await page.getByRole('row').count(), 3);
  await page.getByRole('link', { name: /^Next/ }).click();
  await person.ready();
  await page.getByRole('link', { name: /First page/ }).waitFor();
  await lead('DELETE', `${webhooks}/${id}`);
  await person.close();
});

test('the list says which webhooks work; an auditor looks and touches nothing', async () => {
  const failing = await makeWebhook(`Failing ${unique}`);
  const off = await makeWebhook(`Off ${unique}`);
  const good = await makeWebhook('');
  sent(failing.id, ["'waiting', 2, 500, 'status'"]);
  await change(off.id, { disabled: true });
  const person = await Person.signedIn(browser, 'auditor');
  const { page } = person;
  await shortPages(page, webhooks);
  await person.goto('/account/webhooks/');
  await press(page, 'Show more');
  await page.getByRole('row', { name: /^https:\S+ https:\S+ Switched on/ }).waitFor();
  await page.getByRole('row', { name: new RegExp(`Off ${unique}.*Switched off on .*, by hand`) }).waitFor();
  await page.getByRole('row', { name: new RegExp(`Failing ${unique}.* Failing`) }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Add a webhook' }).count(), 0);
  await person.inspect('webhooks');
  await person.goto(`/account/webhooks/${failing.id}/`);
  await page.getByRole('cell', { name: 'Not taken (500)' }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Switch it off' }).count(), 0);
  await person.inspect('webhook-of-auditor');
  for (const { id } of [failing, off, good])
    await lead('DELETE', `${webhooks}/${id}`);
  await person.close();
});

test('who has no webhook is told so, and that of others is none', async () => {
  const { id } = await makeWebhook(`Foreign ${unique}`);
  const own = await asPrincipal('provider_d');
  for (const left of (await own<{ items: Webhook[] }>('GET', webhooks)).items)
    await own('DELETE', `${webhooks}/${left.id}`);
  const person = await Person.signedIn(browser, 'provider_d');
  const { page, context } = person;
  await person.goto('/account/webhooks/');
  await page.getByText('Your organisation has none.').waitFor();
  await person.inspect('webhooks-none');
  await person.goto(`/account/webhooks/${id}/`);
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor();

  await person.goto('/account/webhooks/new/');
  await page.getByLabel('Address that is told').fill(address);
  await page.getByLabel('Everything that your organisation').check();
  await context.route(`**${webhooks}`, loseAnswer);
  await press(page, 'Add the webhook');
  await page.getByRole('alert').getByText('Look in the list of webhooks').waitFor();
  await context.unroute(`**${webhooks}`);
  await page.getByRole('link', { name: 'Webhooks', exact: true }).click();
  await page.getByRole('link', { name: address }).click();
  await page.getByText('Delete this webhook').click();
  await press(page, 'Delete it');
  await banner(page, 'is deleted');
  await lead('DELETE', `${webhooks}/${id}`);
  await person.close();
});

test('a machine client whose secret was lost on its way is shown, to be ended', async () => {
  const name = `Lost ${unique}`;
  const person = await Person.signedIn(browser, 'provider_d');
  const { page, context } = person;
  await person.goto('/account/clients/');
  await context.route('**/v1/clients', loseAnswer);
  await page.getByLabel('What it is for').fill(name);
  await press(page, 'Add it');
  await page.getByRole('alert').getByText('nobody knows its secret').waitFor();
  await page.getByRole('row', { name: new RegExp(`${name} Secret not shown`) }).waitFor();
  assert.equal(await page.getByLabel('What it is for').inputValue(), name);
  await person.inspect('account-client-lost');
  await context.unroute('**/v1/clients');

  await press(page, 'Add it');
  await press(page, 'I have copied it');
  await page.getByRole('row', { name: new RegExp(name) }).nth(1).waitFor();
  assert.equal(await page.getByText('Secret not shown').count(), 1);
  const provider = await asPrincipal('provider_d');
  const { items } = await provider<{ items: { id: string; name: string }[] }>('GET', '/v1/clients');
  const made = items.filter((client) => client.name === name);
  assert.equal(made.length, 2);
  for (const { id } of made)
    await provider('DELETE', `/v1/clients/${id}`);
  await person.close();
});

test('a machine client that a colleague has ended is no fault', async () => {
  const name = `Ended ${unique}`;
  const provider = await asPrincipal('provider_c');
  const { id } = await provider<{ id: string }>('POST', '/v1/clients', { name });
  const person = await Person.signedIn(browser, 'provider_c');
  const { page } = person;
  await person.goto('/account/clients/');
  await provider('DELETE', `/v1/clients/${id}`);
  await press(page, `End ${name}`);
  await banner(page, `${name} can no longer sign in`);
  assert.equal(await page.getByRole('row', { name: new RegExp(name) }).count(), 0);
  await person.close();
});
