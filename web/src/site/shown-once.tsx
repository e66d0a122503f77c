// shown-once.tsx - what a person has to copy now, since it is never shown again.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { Button, WarningText } from '#components/index.ts';
import { Facts } from './facts.tsx';

export function ShownOnce({ title, what, facts, children, onSeen }: {
  title: string;
  // "secret": what the warning calls it.
  what: string;
  facts: [name: string, value: ComponentChildren][];
  // What to do with it.
  children?: ComponentChildren;
  onSeen: () => void;
}) {
  return (
    <>
      <h1 class="govuk-heading-l">{title}</h1>
      <WarningText>{`Copy the ${what} now. It is shown this once.`}</WarningText>
      <Facts of={facts} />
      {children}
      <Button type="button" attributes={{ onClick: onSeen }}>I have copied it</Button>
    </>
  );
}
