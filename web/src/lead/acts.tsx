// acts.tsx - what may be done with a thing, each act on a page of its own.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { Button } from '#components/index.ts';

export interface Act {
  name: string;
  text: string;
  grave?: boolean;
}

// Daily work first; what is grave last and quiet: it is red where it is done.
export function Acts({ of, children }: { of: Act[]; children?: ComponentChildren }) {
  if (of.length === 0 && !children)
    return null;
  const address = ({ name }: Act) => `act/?do=${name}`;
  return (
    <div class="govuk-button-group">
      {children}
      {of.filter(({ grave }) => !grave).map((act) => (
        <Button key={act.name} href={address(act)} classes="govuk-button--secondary">{act.text}</Button>
      ))}
      {of.filter(({ grave }) => grave).map((act) => (
        <a key={act.name} class="govuk-link" href={address(act)}>{act.text}</a>
      ))}
    </div>
  );
}
