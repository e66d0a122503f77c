// mark.tsx - what it means that a council has accredited a home, and what not.
// SPDX-License-Identifier: Apache-2.0
export function WhatTheMarkMeans() {
  return (
    <>
      <h3 class="govuk-heading-s">What this means</h3>
      <p class="govuk-body">
        A council has checked the home’s registration, insurance, rules and prices, and has read how it cares for people.
        If the home stops being good enough for that, it leaves this list at once.
      </p>
      <h3 class="govuk-heading-s">What it does not mean</h3>
      <ul class="govuk-list govuk-list--bullet">
        <li>That this home is right for you. Visit it, and read what the inspectors say.</li>
        <li>That it has a free place.</li>
        <li>That you pay what a council pays.</li>
      </ul>
    </>
  );
}
