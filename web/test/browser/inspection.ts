// inspection.ts - what every state of a page has to bear.
// SPDX-License-Identifier: Apache-2.0
//
// What was seen is in build/screens: a picture of each state, and of each file
// of tests a record in axe/, a line for each state. The last line says that the
// file has run to its end; tests/web reads them all.
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';

import type { BrowserContext, Page } from 'playwright-core';

import { installStops, tabThrough } from './keyboard.ts';

const screens = resolve(import.meta.dirname, '../../../build/screens');
const record = join(screens, 'axe', `${basename(process.argv[1]!, '.test.ts')}.jsonl`);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const note = (line: object): void => appendFileSync(record, `${JSON.stringify(line)}\n`);

mkdirSync(join(screens, 'axe'), { recursive: true });
writeFileSync(record, '');
process.on('exit', () => note({ finished: new Date().toISOString() }));

// Before the scripts of a page: which elements of it listen to the mouse, and
// when one of GOV.UK's buttons was pressed (by-hand.ts).
export async function overhear(context: BrowserContext): Promise<void> {
  // What is evaluated in a page was compiled here, with a helper that no page has.
  await context.addInitScript('globalThis.__name = (named) => named;');
  await context.addInitScript(installStops);
  await context.addInitScript(() => {
    const listening = new Set<EventTarget>();
    const listen = EventTarget.prototype.addEventListener;
    EventTarget.prototype.addEventListener = function heard(this: EventTarget, ...how: Parameters<typeof listen>) {
      if (['click', 'dblclick', 'mousedown', 'mouseup', 'pointerdown', 'pointerup'].includes(how[0]))
        listening.add(this);
      return listen.apply(this, how);
    };
    Object.assign(window, { listening });
    document.addEventListener('click', ({ target }) => {
      const button = (target as Element).closest('[data-prevent-double-click]');
      if (button)
        Object.assign(window, { pressed: { button, at: performance.now() } });
    }, { capture: true });
  });
}

// Its folder in src/pages. What is not found has no address of its own.
async function pageOf(page: Page): Promise<string> {
  if ((await page.title()).startsWith('There is no such page'))
    return '/not-found/';
  return new URL(page.url()).pathname.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '_id');
}

// What is wrong with the page as it stands.
export async function faultsOf(page: Page, name: string): Promise<string[]> {
  await page.evaluate(() => document.fonts.ready);
  await picture(page, name);
  const { violations, ...found } = await axeOf(page);
  const faults = [...violations, ...await small(page), ...await onlyForMice(page), ...await byKeyboard(page),
    ...await doubled(page), ...await narrowAndStill(page)];
  note({ name, page: await pageOf(page), ...found, faults });
  return faults;
}

// Of a very long page its beginning: nobody looks further, and it takes seconds.
async function picture(page: Page, name: string): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const width = page.viewportSize()!.width;
  await page.screenshot({ path: join(screens, `${name}.png`), fullPage: true,
    clip: { x: 0, y: 0, width, height: Math.min(height, 6000) } });
}

// Not by a script tag: our policy would block it, rightly.
async function axeOf(page: Page) {
  if (!await page.evaluate(() => 'axe' in window))
    await page.evaluate(axe);
  return page.evaluate(async () => {
    const { passes, incomplete, violations } = await (window as unknown as { axe: typeof import('axe-core') }).axe.run(
      document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        resultTypes: ['violations'] });
    return {
      passed: passes.length,
      unsure: incomplete.map(({ id }) => id),
      violations: violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ target }) => `${id}: ${help}: ${target.join(' ')}`)),
    };
  });
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

// WCAG 2.1.1: what is pressed is a control. GOV.UK's groups (data-module) hear
// of a press on the inputs in them.
async function onlyForMice(page: Page): Promise<string[]> {
  return page.evaluate(() => [...(window as unknown as { listening: Set<EventTarget> }).listening]
    .filter((one) => one instanceof Element && one.isConnected)
    .map((one) => one as Element)
    .filter((one) => !one.matches('a[href], button, input, select, textarea, summary, [data-module]'))
    .map((one) => `hears the mouse and is no control: ${one.outerHTML.slice(0, 80)}`));
}

const overhang = (page: Page): Promise<number> => page.evaluate(() =>
  document.documentElement.scrollWidth - document.documentElement.clientWidth);

// WCAG 1.4.4: text of twice the size.
async function doubled(page: Page): Promise<string[]> {
  await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
  const wide = await overhang(page);
  await page.evaluate(() => { document.documentElement.style.fontSize = ''; });
  return wide > 0 ? [`scrolls sideways by ${wide} px with text of 200 %`] : [];
}

// WCAG 1.4.10: a column of 320 px is enough. Whoever asks for little motion gets none.
async function narrowAndStill(page: Page): Promise<string[]> {
  const size = page.viewportSize()!;
  await page.setViewportSize({ width: 320, height: 700 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const wide = await overhang(page);
  // What is stacked has nothing to the right of the screen.
  const hidden = await page.evaluate(() => [...document.querySelectorAll('.table-scroll:has(.table-stacked)')]
    .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).length);
  const moving = await page.evaluate(() => document.getAnimations().length);
  await page.emulateMedia({ reducedMotion: null });
  await page.setViewportSize(size);
  return [
    ...wide > 0 ? [`scrolls sideways by ${wide} px at 320 px`] : [],
    ...hidden > 0 ? [`${hidden} tables hide a part of their rows at 320 px`] : [],
    ...moving > 0 ? [`${moving} animations run although none is wanted`] : [],
  ];
}

// WCAG 2.1.1, 2.1.2, 2.4.3, 2.4.7. Once for each page and each set of controls on it.
const walked = new Set<string>();

async function byKeyboard(page: Page): Promise<string[]> {
  const kinds = await page.evaluate(() => [...new Set(
    [...document.querySelectorAll('button, input, select, textarea, summary, dialog, .govuk-error-summary')]
      .filter((one) => one.checkVisibility())
      .map((one) => `${one.localName} ${one.className}`))].sort().join());
  const seen = `${await pageOf(page)} ${kinds}`;
  if (walked.has(seen))
    return [];
  walked.add(seen);
  return tabThrough(page);
}
