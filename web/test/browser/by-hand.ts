// by-hand.ts - what people do on every screen: press, fill in a day, read what was done.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from 'playwright-core';

// GOV.UK's buttons take no second press within a second.
const pressed = new WeakMap<Page, number>();

export async function press(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(Math.max(0, (pressed.get(page) ?? 0) + 1100 - Date.now()));
  await page.getByRole('button', { name, exact: true }).click();
  pressed.set(page, Date.now());
}

export const banner = (page: Page, text: string | RegExp): Promise<void> =>
  page.locator('.govuk-notification-banner').getByText(text).waitFor();

export const idIn = (page: Page): string => /[0-9a-f-]{36}/.exec(page.url())![0];

// `date` like 2027-04-01, into the three fields below the legend.
export async function fillDate(page: Page, legend: string, date: string): Promise<void> {
  const [year, month, day] = date.split('-');
  const group = page.getByRole('group', { name: legend, exact: true });
  await group.getByLabel('Day').fill(day!);
  await group.getByLabel('Month').fill(month!);
  await group.getByLabel('Year').fill(year!);
}

// Part of every name that a run gives away.
export const unique = Math.random().toString(36).slice(2, 8);
