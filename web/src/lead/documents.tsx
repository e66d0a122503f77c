// documents.tsx - what providers show, and what the authority held it against.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { DownloadButton } from '#lists/download.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { type Looks, tagged } from '#market/tags.tsx';
import { inWords, money, onDay } from '#site/words.ts';

type State = Schemas['DocumentState'];

export const documentStates: Looks<State> = {
  requested: ['Its content has not come', 'grey'],
  uploaded: ['Being scanned', 'grey'],
  scanned: ['To be verified', 'blue'],
  verified: ['Verified', 'green'],
  expiring: ['Ends soon', 'yellow'],
  expired: ['Ended', 'red'],
  grace_ended: ['Ended, time to renew is over', 'red'],
  replaced: ['Replaced', 'grey'],
  rejected: ['Rejected', 'red'],
  deleted: ['Deleted', 'grey'],
};

const DocumentTag = tagged(documentStates);

const settled: State[] = ['requested', 'replaced', 'deleted'];

export function Documents({ caption, items, verify, showProvider }: {
  caption: string;
  items: Schemas['Document'][];
  // The address at which one of them is verified, if that is to be offered.
  verify?: (id: string) => string;
  showProvider?: boolean;
}) {
  return (
    <WideTable caption={caption} firstCellIsHeader
      head={[{ text: 'Document' }, ...(showProvider ? [{ text: 'Provider' }] : []),
        { text: 'Ends' }, { text: 'State' }, { text: 'File' }, ...(verify ? [{ text: 'Check' }] : [])]}
      rows={items.map((one) => [
        { text: <>{one.title}<br /><span class="govuk-hint">{inWords(one.kind)}{one.cover_pence !== null && `, ${money(one.cover_pence)}`}</span></> },
        ...(showProvider ? [{ text: one.provider.name }] : []),
        { text: one.expires_on ? onDay(one.expires_on) : '–' },
        { text: <DocumentTag state={one.state} /> },
        { text: <DownloadButton document={one} /> },
        ...(verify ? [{ text: !settled.includes(one.state) && (
          <a class="govuk-link" href={verify(one.id)}>Verify<span class="govuk-visually-hidden">{` ${one.title}`}</span></a>
        ) }] : []),
      ])} />
  );
}
