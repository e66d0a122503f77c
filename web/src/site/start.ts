// start.ts - wakes GOV.UK's behaviours in what was just rendered.
// SPDX-License-Identifier: Apache-2.0
import { createAll } from 'govuk-frontend/dist/govuk/init.mjs';
import { Button } from 'govuk-frontend/dist/govuk/components/button/button.mjs';
import { CharacterCount } from 'govuk-frontend/dist/govuk/components/character-count/character-count.mjs';
import { PasswordInput } from 'govuk-frontend/dist/govuk/components/password-input/password-input.mjs';
import { ServiceNavigation } from 'govuk-frontend/dist/govuk/components/service-navigation/service-navigation.mjs';
import { SkipLink } from 'govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs';

const behaviours = [Button, CharacterCount, PasswordInput, ServiceNavigation, SkipLink];

// GOV.UK's own inline script, which our policy forbids.
document.body.classList.add('js-enabled', 'govuk-frontend-supported');

export function start(scope: HTMLElement | Document = document): void {
  for (const behaviour of behaviours)
    createAll(behaviour, {}, { scope });
}
