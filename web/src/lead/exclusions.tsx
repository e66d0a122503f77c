// exclusions.tsx - councils ask the lead to exclude a home, and are answered.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import type { Schemas } from '#api/client.ts';
import { Tag } from '#components/index.ts';
import { WideTable } from '#lists/wide-table.tsx';
import { grounds } from '#market/grounds.ts';
import { onDay } from '#site/words.ts';

type Request = Schemas['ExclusionRequest'];

export function Exclusions({ items, home }: {
  items: Request[]; home: (request: Request) => ComponentChildren;
}) {
  return (
    <WideTable caption="Requests of councils to exclude a home" firstCellIsHeader
      head={[{ text: 'Council' }, { text: 'Home' }, { text: 'Ground' }, { text: 'Reason' }, { text: 'Asked' }, { text: 'Answer' }]}
      rows={items.map((one) => [
        { text: one.council.name },
        { text: home(one) ?? 'This one' },
        { text: grounds[one.ground] },
        { text: one.reason },
        { text: onDay(one.requested_at) },
        { text: one.outcome ? <><Tag classes={one.outcome === 'upheld' ? 'govuk-tag--red' : 'govuk-tag--grey'}>
          {one.outcome === 'upheld' ? 'Suspended' : 'Declined'}</Tag><br />{one.answer}</>
          : <a class="govuk-link" href={`/lead/accreditations/exclusions/?answer=${one.id}`}>
            Answer<span class="govuk-visually-hidden">{` ${one.council.name}`}</span></a> },
      ])} />
  );
}
