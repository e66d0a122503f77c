// harness.ts - a browser, and people in it.
// SPDX-License-Identifier: Apache-2.0
//
// FAIRLOT_DEMO names the demo.json of a running home; tests/web starts one.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page, request } from 'playwright-core';

import { faultsOf, overhear } from './inspection.ts';

const repo = resolve(import.meta.dirname, '../../..');

interface Principal {
  name?: string;
  email?: string;
  password?: string;
  organisation_id: string;
  client_id: string;
  client_secret: string;
}

const demoFile = process.env['FAIRLOT_DEMO'] ?? join(repo, 'var/demo.json');
export const demo = JSON.parse(readFileSync(demoFile, 'utf8')) as {
  base_url: string;
  principals: Record<string, Principal>;
  schemes: Record<string, { id: string; categories: Record<string, string> }>;
};

// `keepsPages`: for "back", as browsers do that are not driven by a program.
export async function openBrowser({ keepsPages = false } = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    ignoreDefaultArgs: keepsPages ? ['--disable-back-forward-cache'] : [],
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

// Moves the sandbox's clock: "+97h", "reset".
export function clock(change: string): void {
  execFileSync(join(repo, 'dev'), ['--home', dirname(resolve(demoFile)), 'clock', change]);
}

// As the database's owner, for what no API tells: the token in a letter.
export function sql(statement: string): void {
  execFileSync(join(repo, 'dev'),
    ['--home', dirname(resolve(demoFile)), 'psql', '-q', '-v', 'ON_ERROR_STOP=1', '-c', statement]);
}

const once = (method: string): Record<string, string> =>
  (method === 'POST' ? { 'Idempotency-Key': `"${randomUUID()}"` } : {});

// What others do meanwhile: a principal's machine client, through the API.
//
//   const lead = await asPrincipal('lead');
//   const { id } = await lead<{ id: string }>('POST', '/v1/schemes', {...});
export type Caller = <T = unknown>(method: string, path: string, data?: unknown) => Promise<T>;

export async function asPrincipal(name: string): Promise<Caller> {
  const { client_id, client_secret } = demo.principals[name]!;
  const api = await request.newContext({ baseURL: demo.base_url, ignoreHTTPSErrors: true });
  const basic = Buffer.from(`${client_id}:${client_secret}`).toString('base64');
  const { access_token } = await (await api.post('/v1/oauth/token', {
    form: { grant_type: 'client_credentials' }, headers: { Authorization: `Basic ${basic}` },
  })).json();
  const bearer = { Authorization: `Bearer ${access_token}` };
  // What exists is changed as it is now; what does not exist is made.
  const condition = async (method: string, path: string): Promise<Record<string, string>> => {
    if (!['PUT', 'PATCH', 'DELETE'].includes(method))
      return {};
    const now = await api.get(path, { headers: bearer });
    return now.ok() ? { 'If-Match': now.headers()['etag']! } : {};
  };
  return async <T>(method: string, path: string, data?: unknown) => {
    const answer = await api.fetch(path, {
      method, data, headers: { ...bearer, ...once(method), ...await condition(method, path) },
    });
    assert.ok(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`);
    return (answer.status() === 204 ? undefined : await answer.json()) as T;
  };
}

const homes = [['lead', '/lead/'], ['council', '/council/'], ['provider', '/provider/'], ['auditor', '/audit/']] as const;

// One person's own browser: her page, and all that its console has said.
export class Person {
  readonly said: string[] = [];

  private constructor(readonly context: BrowserContext, readonly page: Page) {
    page.on('console', (message) => this.hear(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => this.said.push(`error: ${error.message}`));
  }

  // Chromium itself notes each refusal of the API; the page says it to people.
  private hear(line: string): void {
    if (!/^error: Failed to load resource: .* status of (4\d\d|503)/.test(line))
      this.said.push(line);
  }

  static async in(browser: Browser, storageState?: BrowserContextOptions['storageState']): Promise<Person> {
    const context = await browser.newContext({
      storageState,
      baseURL: demo.base_url, ignoreHTTPSErrors: true, locale: 'en-GB',
      timezoneId: 'Europe/London', viewport: { width: 1280, height: 900 },
    });
    context.setDefaultTimeout(30_000);
    await overhear(context);
    return new Person(context, await context.newPage());
  }

  // At the first page of her section, as if she had signed in by hand: tests of
  // that are others, and the rest need not wait for it.
  static async signedIn(browser: Browser, principal: string): Promise<Person> {
    const { email, password } = demo.principals[principal]!;
    const api = await request.newContext({ baseURL: demo.base_url, ignoreHTTPSErrors: true });
    const answer = await api.post('/v1/sessions', { data: { email, password } });
    assert.ok(answer.ok(), `${principal}: ${answer.status()}`);
    const { cookies } = await api.storageState();
    await api.dispose();
    const person = await Person.in(browser, {
      cookies, origins: [{ origin: demo.base_url, localStorage: [{ name: 'fairlot-signed-in', value: 'yes' }] }],
    });
    await person.goto(homes.find(([name]) => principal.startsWith(name))![1]);
    return person;
  }

  // By clicking, on the page for it.
  async signIn(principal: string): Promise<void> {
    const { email, password } = demo.principals[principal]!;
    await this.page.getByLabel('E-mail address').fill(email!);
    await this.page.getByLabel('Password', { exact: true }).fill(password!);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
    await this.page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    await this.ready();
  }

  // The data has come.
  async ready(): Promise<void> {
    await this.page.locator('#screen').waitFor();
    await this.page.getByText('Loading…').waitFor({ state: 'detached' });
  }

  async goto(path: string): Promise<void> {
    await this.page.goto(path);
    await this.ready();
  }

  // This state of the page, as it has to be for everybody; leaves a picture.
  async inspect(name: string): Promise<void> {
    assert.deepEqual(await faultsOf(this.page, name), [], `${name} (${this.page.url()})`);
    assert.deepEqual(this.said, [], name);
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}

// What only people do, and no machine: with an officer's own session.
export async function asPerson(browser: Browser, principal: string): Promise<Caller> {
  const { email, password } = demo.principals[principal]!;
  const { context } = await Person.in(browser);
  const { access_token } = await (await context.request.post('/v1/sessions', { data: { email, password } })).json();
  return async <T>(method: string, path: string, data?: unknown) => {
    const answer = await context.request.fetch(path, { method, data, headers: { Authorization: `Bearer ${access_token}` } });
    assert.ok(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`);
    return await answer.json() as T;
  };
}
