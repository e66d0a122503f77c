// more.tsx - a list of the API that may be longer than its first page.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

import { Button } from '#components/index.ts';
import { showFaults } from './notices.tsx';

export interface Page<T> {
  items: T[];
  next: string | null;
}

// Renders all that is loaded; a button brings the next page below it.
export function More<T>({ first, load, children }: {
  first: Page<T>;
  load: (cursor: string) => Promise<Page<T>>;
  children: (items: T[]) => ComponentChildren;
}) {
  const [items, setItems] = useState(first.items);
  const [next, setNext] = useState(first.next);
  const [busy, setBusy] = useState(false);
  const more = async () => {
    if (busy || next === null)
      return;
    setBusy(true);
    try {
      const page = await load(next);
      setItems([...items, ...page.items]);
      setNext(page.next);
    } catch (error) {
      showFaults(error as Error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {children(items)}
      <p class="govuk-visually-hidden" role="status">{`${items.length} shown`}</p>
      {next !== null && (
        <Button type="button" classes="govuk-button--secondary" attributes={{ onClick: more }}>
          Show more
        </Button>
      )}
    </>
  );
}
