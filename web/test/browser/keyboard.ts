// keyboard.ts - the keyboard alone: all of a page by Tab, and each control by its keys.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';

import type { Locator, Page } from 'playwright-core';

type Stops = (root: HTMLElement) => HTMLElement[];

interface Walk {
  // What Tab has to come to, in the order of the document.
  stops: HTMLElement[];
  seen: Set<HTMLElement>;
  unmarked: HTMLElement[];
  end: () => void;
}

// In each page, from its beginning: what Tab comes to, in the order of the document.
export function installStops(): void {
  const controls = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]';

  // One stop for a group of radios: the chosen one, or the first.
  const speaksForGroup = (one: HTMLElement): boolean => {
    if (!(one instanceof HTMLInputElement) || one.type !== 'radio')
      return true;
    const group = [...document.querySelectorAll<HTMLInputElement>(`input[name="${CSS.escape(one.name)}"]`)]
      .filter(({ form, disabled }) => form === one.form && !disabled);
    return one === (group.find(({ checked }) => checked) ?? group[0]);
  };
  const stopsIn: Stops = (root) => [...root.querySelectorAll<HTMLElement>(controls)].filter((one) => one.tabIndex >= 0
    && one.checkVisibility({ visibilityProperty: true }) && !one.matches(':disabled, [inert] *') && speaksForGroup(one));
  Object.assign(window, { stopsIn });
}

// In the page, and anew there at each walk.
function beginWalk(): number {
  const root = document.querySelector<HTMLElement>('dialog:modal') ?? document.body;
  const before = document.activeElement as HTMLElement | null;
  const stops = (window as unknown as { stopsIn: Stops }).stopsIn(root);

  // What can be seen of an element, and of the drawn box of a radio or checkbox.
  const look = (one: Element): string => {
    const boxed = one.matches('[type=radio], [type=checkbox]') ? one.nextElementSibling : null;
    const styles = [getComputedStyle(one), ...boxed ? [getComputedStyle(boxed, '::before')] : []];
    return styles.map(({ outlineStyle, outlineWidth, outlineColor, boxShadow, backgroundColor, borderColor }) => [
      outlineStyle === 'none' || outlineColor === 'rgba(0, 0, 0, 0)' ? '' : outlineStyle + outlineWidth + outlineColor,
      boxShadow, backgroundColor, borderColor,
    ].join()).join();
  };

  before?.blur();
  const unfocused = new Map(stops.map((one) => [one, look(one)]));
  const walk: Walk = { stops, seen: new Set(), unmarked: [], end: () => {
    document.removeEventListener('focusin', meet);
    (before ?? document.body).focus();
    if (document.activeElement !== before)
      (document.activeElement as HTMLElement | null)?.blur();
  } };
  const meet = ({ target }: Event) => {
    const one = target as HTMLElement;
    if (!walk.seen.has(one) && look(one) === unfocused.get(one))
      walk.unmarked.push(one);
    walk.seen.add(one);
  };
  // Tab goes on from here.
  root.tabIndex = -1;
  root.focus({ preventScroll: true });
  root.removeAttribute('tabindex');
  document.addEventListener('focusin', meet);
  Object.assign(window, { walk });
  return stops.length;
}

// As fast as they come, not waiting for the page in between.
async function tab({ keyboard }: Page, times: number): Promise<void> {
  if (times < 0)
    await keyboard.down('Shift');
  await Promise.all(Array.from({ length: Math.abs(times) }, () => keyboard.press('Tab')));
  if (times < 0)
    await keyboard.up('Shift');
}

const missing = (page: Page): Promise<number> => page.evaluate(() => {
  const { stops, seen } = (window as unknown as { walk: Walk }).walk;
  return stops.filter((one) => !seen.has(one)).length;
});

function endWalk(): string[] {
  const { stops, seen, unmarked, end } = (window as unknown as { walk: Walk }).walk;
  end();
  const named = (one: Element) => one.outerHTML.slice(0, 120);
  const order = [...seen].filter((one) => stops.includes(one));
  const reached = stops.filter((one) => seen.has(one));
  const stray = order.find((one, n) => one !== reached[n]);
  return [
    ...stops.filter((one) => !seen.has(one)).map((one) => `Tab does not come to ${named(one)}`),
    ...unmarked.map((one) => `does not show that it has the focus: ${named(one)}`),
    ...stray ? [`Tab comes out of order to ${named(stray)}`] : [],
  ];
}

// From the top of the page to its end: everything is reached, in the order of the
// document, and shows it; nothing holds the keyboard back.
export async function tabThrough(page: Page): Promise<string[]> {
  let left = await page.evaluate(beginWalk);
  // A day's field takes a Tab for each of its parts, and a page may still be
  // growing: hence more than one round, as long as there is something gained.
  for (let inVain = 0; left > 0 && inVain < 4;) {
    await tab(page, left);
    const still = await missing(page);
    inVain = still < left ? 0 : inVain + 1;
    left = still;
  }
  return page.evaluate(endWalk);
}

const holdsFocus = (control: Locator): Promise<boolean> =>
  control.evaluate((one) => one === document.activeElement);

// How many times Tab has to be pressed; below 0, Shift and Tab. From where nothing
// has the focus it is a guess.
const stopsTo = (control: Locator): Promise<number> => control.evaluate((one) => {
  const stops = (window as unknown as { stopsIn: Stops }).stopsIn(document.querySelector<HTMLElement>('dialog:modal') ?? document.body);
  const here = document.activeElement as HTMLElement;
  const there = stops.indexOf(one as HTMLElement);
  if (stops.includes(here))
    return there - stops.indexOf(here);
  const ahead = (stop: HTMLElement) => (here.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  const next = stops.findIndex(ahead);
  return there >= next ? there - next + 1 : there - next;
});

// By Tab, forwards or backwards.
export async function reach(control: Locator): Promise<void> {
  for (let tries = 0; tries < 5; tries++) {
    const stops = await stopsTo(control);
    if (stops === 0)
      return;
    await tab(control.page(), stops);
  }
  assert.fail(`Tab does not come to ${String(control)}`);
}

// At once, as if pasted.
export async function write(field: Locator, text: string): Promise<void> {
  const { keyboard } = field.page();
  await reach(field);
  await keyboard.press('Control+A');
  await keyboard.insertText(text);
}

// Of a group of radios Tab comes to one, and the arrows to the others.
export async function choose(choice: Locator): Promise<void> {
  const { keyboard } = choice.page();
  if (await choice.getAttribute('type') !== 'radio') {
    await reach(choice);
    return keyboard.press('Space');
  }
  const group = choice.page().locator(`[name="${await choice.getAttribute('name')}"]`);
  const chosen = group.and(choice.page().locator(':checked'));
  const first = await chosen.count() > 0 ? chosen : group.first();
  await reach(first);
  for (let n = await group.count(); n > 0 && !await holdsFocus(choice); n--)
    await keyboard.press('ArrowDown');
  if (!await choice.isChecked())
    await keyboard.press('Space');
  assert.ok(await choice.isChecked(), `the keyboard does not choose ${String(choice)}`);
}

// As people do: the first letters of it.
export async function chooseOption(field: Locator, label: string): Promise<void> {
  await reach(field);
  await field.page().keyboard.type(label);
  assert.equal(await field.evaluate((one: HTMLSelectElement) => one.selectedOptions[0]?.textContent), label);
}
