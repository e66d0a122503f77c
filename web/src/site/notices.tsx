// notices.tsx - what stands above the heading: faults of a form, what was done.
// SPDX-License-Identifier: Apache-2.0
import { render } from 'preact';

import { type Fault, Problem } from '#api/problem.ts';
import { ErrorSummary, NotificationBanner, type SummarisedError } from '#components/index.ts';

const place = () => document.getElementById('notices')!;
const prefix = 'Error: ';

function show(what: preact.VNode | null): void {
  render(what, place());
  (place().firstElementChild as HTMLElement | null)?.focus();
}

// The faults that stand above it stay in it.
export function setTitle(title: string): void {
  const whole = document.title.startsWith(prefix) ? prefix + title : title;
  if (document.title !== whole)
    document.title = whole;
}

export function clearNotices(): void {
  document.title = document.title.replace(prefix, '');
  show(null);
}

// The fault's own field, or the nearest thing around it that is on the page.
export function fieldAt(name: string): HTMLElement | null {
  for (let id = name; id !== ''; id = id.split('-').slice(0, -1).join('-')) {
    const field = document.getElementById(id);
    if (field)
      return field;
  }
  return null;
}

// The three fields of a day stand in a group that takes no focus itself.
const focusable = (place: HTMLElement): HTMLElement => (place.matches('input, select, textarea, [tabindex]') ? place
  : place.querySelector<HTMLElement>('input[id]') ?? place);

// The API says "This must not be empty."; a list has to say what.
function told({ field, detail, elsewhere }: Fault): SummarisedError {
  const place = fieldAt(field);
  // Nobody sees a fault in a fold that is closed.
  place?.closest('details')?.setAttribute('open', '');
  const question = place ? questionOf(place) : elsewhere?.text;
  return {
    text: question ? `${question.replace(/\?$/, '')}: ${detail}` : detail,
    href: place ? `#${focusable(place).id}` : elsewhere?.href,
  };
}

// A field of its own has a label; one of several choices, a legend for all.
function questionOf(place: HTMLElement): string | null | undefined {
  const label = document.querySelector(`label[for="${CSS.escape(place.id)}"]`);
  const legend = place.closest('fieldset')?.querySelector('legend');
  const single = place.matches('textarea, select, input:not([type="radio"], [type="checkbox"])');
  return (single ? label ?? legend : legend ?? label)?.textContent;
}

// From top to bottom, as they are met on the page; first what belongs to no field.
function inOrder(faults: Fault[]): Fault[] {
  const ids = [...document.querySelectorAll('[id]')];
  const placeOf = ({ field }: Fault) => ids.indexOf(fieldAt(field)!);
  return [...faults].sort((a, b) => placeOf(a) - placeOf(b));
}

// What was typed stays here to be compared.
const asItIsNow = (): SummarisedError => ({
  text: 'See what it says now (opens in a new tab)', href: location.pathname + location.search,
  attributes: { target: '_blank', rel: 'noopener' },
});

export function showFaults(error: Error): void {
  const faults = error instanceof Problem ? inOrder(error.faults) : [];
  const changed = error instanceof Problem && error.isStale ? [asItIsNow()] : [];
  document.title = prefix + document.title.replace(prefix, '');
  show(
    <ErrorSummary
      errorList={faults.length > 0 ? faults.map(told) : [{ text: error.message }, ...changed]}
      attributes={{ tabIndex: -1 }}
    />,
  );
}

export function showDone(text: string): void {
  clearNotices();
  show(<NotificationBanner type="success" attributes={{ tabIndex: -1 }}>{text}</NotificationBanner>);
}

// For the next page of this tab, said once.
const kept = 'fairlot-done';

export function goTo(address: string, done?: string): void {
  if (done !== undefined)
    sessionStorage.setItem(kept, done);
  location.assign(address);
}

export function showWhatWasDone(): void {
  const done = sessionStorage.getItem(kept);
  sessionStorage.removeItem(kept);
  if (done !== null)
    showDone(done);
}
