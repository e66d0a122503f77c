// notices.tsx - what stands above the heading: faults of a form, what was done.
// SPDX-License-Identifier: Apache-2.0
import { render } from 'preact';

import { Problem } from '../api/problem.ts';
import { ErrorSummary, NotificationBanner } from '../components/index.ts';

const place = () => document.getElementById('notices')!;
const prefix = 'Error: ';

function show(what: preact.VNode | null): void {
  render(what, place());
  (place().firstElementChild as HTMLElement | null)?.focus();
}

export function clearNotices(): void {
  document.title = document.title.replace(prefix, '');
  show(null);
}

// The fault's own field, or the nearest thing around it that is on the page.
function target(field: string): string | undefined {
  for (let id = field; id !== ''; id = id.split('-').slice(0, -1).join('-'))
    if (document.getElementById(id))
      return `#${id}`;
  return undefined;
}

export function showFaults(error: Error): void {
  const faults = error instanceof Problem ? error.faults : [];
  document.title = prefix + document.title.replace(prefix, '');
  show(
    <ErrorSummary
      titleText="There is a problem"
      errorList={faults.length > 0
        ? faults.map(({ field, detail }) => ({ text: detail, href: target(field) }))
        : [{ text: error.message }]}
    />,
  );
}

export function showDone(text: string): void {
  clearNotices();
  show(<NotificationBanner type="success">{text}</NotificationBanner>);
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
