// harness.ts - a browser, people in it, and what every state of a page has to bear.
// SPDX-License-Identifier: Apache-2.0
//
// FAIRLOT_DEMO names the demo.json of a running home; tests/web starts one.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

import { type Browser, type BrowserContext, chromium, type Page, request } from 'playwright-core';

const repo = resolve(import.meta.dirname, '../../..');
const screens = join(repo, 'build/screens');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

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

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
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

  static async in(browser: Browser): Promise<Person> {
    const context = await browser.newContext({
      baseURL: demo.base_url, ignoreHTTPSErrors: true, locale: 'en-GB',
      timezoneId: 'Europe/London', viewport: { width: 1280, height: 900 },
    });
    context.setDefaultTimeout(15_000);
    return new Person(context, await context.newPage());
  }

  // By clicking, as everybody.
  static async signedIn(browser: Browser, principal: string): Promise<Person> {
    const person = await Person.in(browser);
    await person.page.goto('/sign-in/');
    await person.signIn(principal);
    return person;
  }

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
    await this.page.evaluate(() => document.fonts.ready);
    await picture(this.page, name);
    const faults = [...await violations(this.page, name), ...await small(this.page),
      ...await sideways(this.page), ...await doubled(this.page), ...await moving(this.page)];
    assert.deepEqual(faults, [], `${name} (${this.page.url()})`);
    assert.deepEqual(this.said, [], name);
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}

async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(screens, { recursive: true });
  await page.screenshot({ path: join(screens, `${name}.png`), fullPage: true });
}

// Not by a script tag: our policy would block it, rightly. What axe has found is
// in build/screens/axe.jsonl, a line for each state of a page.
async function violations(page: Page, name: string): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { passes, incomplete, violations } = await (window as unknown as { axe: typeof import('axe-core') }).axe.run(
      document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
    return {
      passed: passes.length,
      unsure: incomplete.map(({ id }) => id),
      violations: violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ target }) => `${id}: ${help}: ${target.join(' ')}`)),
    };
  });
  appendFileSync(join(screens, 'axe.jsonl'), `${JSON.stringify({ name, ...found })}\n`);
  return found.violations;
}

// WCAG 2.2, 2.5.8: what is pressed is 24 by 24, but for links in a sentence.
async function small(page: Page): Promise<string[]> {
  return page.evaluate(() => [...document.querySelectorAll<HTMLElement>('button, input, select, textarea, summary')]
    .filter((control) => control.checkVisibility() && control.closest('[hidden]') === null)
    .filter((control) => {
      const { width, height } = control.getBoundingClientRect();
      return width < 24 || height < 24;
    })
    .map((control) => `smaller than 24 px: ${control.outerHTML.slice(0, 80)}`));
}

const overhang = (page: Page): Promise<number> => page.evaluate(() =>
  document.documentElement.scrollWidth - document.documentElement.clientWidth);

async function sideways(page: Page): Promise<string[]> {
  const size = page.viewportSize()!;
  await page.setViewportSize({ width: 320, height: 700 });
  const wide = await overhang(page);
  await page.setViewportSize(size);
  return wide > 0 ? [`scrolls sideways by ${wide} px at 320 px`] : [];
}

// WCAG 1.4.4: text of twice the size.
async function doubled(page: Page): Promise<string[]> {
  await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
  const wide = await overhang(page);
  await page.evaluate(() => { document.documentElement.style.fontSize = ''; });
  return wide > 0 ? [`scrolls sideways by ${wide} px with text of 200 %`] : [];
}

// Whoever asks for little motion gets none.
async function moving(page: Page): Promise<string[]> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const count = await page.evaluate(() => document.getAnimations().length);
  await page.emulateMedia({ reducedMotion: null });
  return count > 0 ? [`${count} animations run although none is wanted`] : [];
}
