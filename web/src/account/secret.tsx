// secret.tsx - what is shown once, and what to say where it was lost on its way.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { Problem, Unreachable } from '#api/client.ts';
import { Button, WarningText } from '#components/index.ts';
import { Facts } from '#site/facts.tsx';

export function SecretOnce({ of, facts, children, onSeen }: {
  of: string;
  facts: [name: string, value: string][];
  // What to do with it.
  children?: ComponentChildren;
  onSeen: () => void;
}) {
  return (
    <>
      <h1 class="govuk-heading-l">{`The secret of ${of}`}</h1>
      <WarningText>Copy the secret now. It is shown this once.</WarningText>
      <Facts of={facts.map(([name, value]) => [name, <code>{value}</code>])} />
      {children}
      <Button type="button" attributes={{ onClick: onSeen }}>I have copied it</Button>
    </>
  );
}

// Nobody knows whether it was done.
export class Lost extends Unreachable {
  constructor(advice: string) {
    super();
    this.message = `No answer came that says whether this worked. ${advice}`;
  }
}

const isUnknown = (error: unknown): boolean =>
  error instanceof Unreachable || (error instanceof Problem && error.status >= 500);

// The API keeps no answer that has a secret in it: sent again, the request would
// be done again. So `advice` says where to look first.
export async function orLost<T>(asked: Promise<T>, advice: string): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw isUnknown(error) ? new Lost(advice) : error;
  }
}
