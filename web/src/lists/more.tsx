// more.tsx - a list of the API that may be longer than its first page.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

import { Button } from '#components/index.ts';
import { useAct } from '#forms/act.ts';

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
  const more = useAct(async (cursor: string) => {
    const page = await load(cursor);
    setItems([...items, ...page.items]);
    setNext(page.next);
  });
  return (
    <>
      {children(items)}
      <p class="govuk-visually-hidden" role="status">{`${items.length} shown`}</p>
      {next !== null && (
        <Button type="button" classes="govuk-button--secondary" attributes={more.attributes(next)}>
          Show more
        </Button>
      )}
    </>
  );
}
