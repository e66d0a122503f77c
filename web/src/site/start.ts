// start.ts - wakes GOV.UK's behaviours in what was rendered, now and later.
// SPDX-License-Identifier: Apache-2.0
import { Button } from 'govuk-frontend/dist/govuk/components/button/button.mjs';
import { CharacterCount } from 'govuk-frontend/dist/govuk/components/character-count/character-count.mjs';
import { Checkboxes } from 'govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs';
import { PasswordInput } from 'govuk-frontend/dist/govuk/components/password-input/password-input.mjs';
import { Radios } from 'govuk-frontend/dist/govuk/components/radios/radios.mjs';
import { ServiceNavigation } from 'govuk-frontend/dist/govuk/components/service-navigation/service-navigation.mjs';
import { SkipLink } from 'govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs';

import { seemsSignedIn } from '#api/hint.ts';

const behaviours = [
  Button, CharacterCount, Checkboxes, PasswordInput, Radios, ServiceNavigation, SkipLink,
];

function wake(): void {
  for (const Behaviour of behaviours) {
    const name = Behaviour.moduleName;
    for (const element of document.querySelectorAll(`[data-module="${name}"]:not([data-${name}-init])`))
      new Behaviour(element);
  }
}

// Whoever is signed in comes from a public page to their own start page by the
// same link, which asks the service who they are; so no public page asks.
function showWayBack(): void {
  const links = document.querySelectorAll('a[href="/sign-in/"]');
  // Where nobody signs in, as in a frame of another site, storage may be refused.
  if (links.length === 0 || location.pathname === '/sign-in/' || !seemsSignedIn())
    return;
  for (const link of links)
    link.textContent = 'Your start page';
  // Who signs in is registered.
  for (const link of document.querySelectorAll('li > a[href="/register/"]'))
    link.parentElement!.remove();
}

export function start(): void {
  // GOV.UK's own inline script, which our policy forbids.
  document.body.classList.add('js-enabled', 'govuk-frontend-supported');
  showWayBack();
  wake();
  new MutationObserver(wake).observe(document.body, { childList: true, subtree: true });
}
