// by-hand.ts - what people do on every screen: press, fill in a day, read what was done.
// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';

import type { Locator, Page } from 'playwright-core';

import { choose, chooseOption, reach, write } from './keyboard.ts';
import { dayFromNow } from './market.ts';

// GOV.UK's buttons take no second press within a second: waits until the one
// that was pressed last does, if it is there still.
export async function patience(page: Page): Promise<void> {
  const left = page.evaluate(() => {
    const { pressed } = window as unknown as { pressed?: { button: Element; at: number } };
    return pressed?.button.isConnected ? Math.max(0, pressed.at + 1010 - performance.now()) : 0;
  });
  // Gone with the page, if there is another one just now.
  await page.waitForTimeout(await left.catch(() => 0));
}

// The two ways to work: with a mouse, and with the keyboard alone.
export interface Hand {
  press: (control: Locator) => Promise<void>;
  fill: (field: Locator, text: string) => Promise<void>;
  // A radio or a checkbox.
  check: (choice: Locator) => Promise<void>;
  select: (field: Locator, label: string) => Promise<void>;
}

export const mouse: Hand = {
  press: (control) => control.click(),
  fill: (field, text) => field.fill(text),
  check: (choice) => choice.check(),
  select: async (field, label) => void await field.selectOption({ label }),
};

export const keyboard: Hand = {
  press: async (control) => {
    await reach(control);
    await control.page().keyboard.press('Enter');
  },
  fill: write,
  check: choose,
  select: chooseOption,
};

export async function press(page: Page, name: string, hand: Hand = mouse): Promise<void> {
  const button = page.getByRole('button', { name, exact: true });
  await button.waitFor();
  await patience(page);
  await hand.press(button);
}

// Twice at once: it has to count once.
export async function pressTwice(page: Page, name: string): Promise<void> {
  await patience(page);
  await page.getByRole('button', { name, exact: true }).dblclick();
}

export const banner = (page: Page, text: string | RegExp): Promise<void> =>
  page.locator('.govuk-notification-banner').getByText(text).waitFor();

export const idIn = (page: Page): string => /[0-9a-f-]{36}/.exec(page.url())![0];

// `date` like 2027-04-01, into the three fields below the legend.
export async function fillDate(page: Page, legend: string, date: string, hand: Hand = mouse): Promise<void> {
  const [year, month, day] = date.split('-');
  const group = page.getByRole('group', { name: legend, exact: true });
  await hand.fill(group.getByLabel('Day'), day!);
  await hand.fill(group.getByLabel('Month'), month!);
  await hand.fill(group.getByLabel('Year'), year!);
}

// A whole referral, on the form for a new one.
export async function fillDraft(page: Page, scheme: string, title: string, hand: Hand = mouse): Promise<void> {
  const { check, fill } = hand;
  await hand.select(page.getByLabel('Scheme and category'), `${scheme}: Day placements`);
  await fill(page.getByLabel('Title'), title);
  await check(page.getByLabel('Standard', { exact: true }));
  await fillDate(page, 'Needed by', dayFromNow(30), hand);
  await fill(page.getByLabel('Age band'), '13-15');
  await fill(page.getByLabel('Portrait'), 'Enjoys swimming; needs speech therapy');
  await fill(page.getByLabel('Postcode from which'), 'BN1 1AA');
  await fill(page.getByLabel('How far away a home may be'), '20');
  await fill(page.getByLabel('What is needed'), 'Speech and language therapy');
  await fill(page.getByRole('group', { name: 'Needs, 1' }).getByLabel('Marks'), '8');
  await fill(page.getByLabel('What is to be achieved'), 'Attends at least 90 % by spring');
  await fill(page.getByLabel(/^Budget/), '52,000');
  await fillDate(page, 'Deadline', dayFromNow(5), hand);
  await fill(page.getByLabel('Time of that day'), '5pm');
}

// The API's own pages of this list, of two things each: so that there is a next
// one without making fifty.
export const shortPages = (page: Page, list: string): Promise<unknown> =>
  page.route((url) => url.pathname === list, (route) => {
    const url = new URL(route.request().url());
    url.searchParams.set('limit', '2');
    return route.request().method() === 'GET' ? route.continue({ url: url.href }) : route.continue();
  });

// Part of every name that a run gives away. Letters alone: with digits among
// them, one in some hundreds looks like a postcode, and no referral may hold that.
export const unique = Array.from(randomBytes(6), (byte) => String.fromCharCode(97 + byte % 26)).join('');
