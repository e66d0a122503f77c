// facts.tsx - what is known of one thing: a name and a value each.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { type Maybe, SummaryList } from '#components/index.ts';

export function Facts({ of }: { of: Maybe<[name: string, value: ComponentChildren]>[] }) {
  return (
    <SummaryList
      rows={of.map((fact) => fact && { key: { text: fact[0] }, value: { text: fact[1] } })} />
  );
}
