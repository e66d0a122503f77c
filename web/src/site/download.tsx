// download.tsx - a document of the API as a file.
// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';

import { api, body, type Schemas } from '#api/client.ts';
import { Button } from '#components/index.ts';
import { showFaults } from './notices.tsx';
import { save } from './save.ts';

const endings: Record<string, string> = {
  'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png', 'text/plain': 'txt', 'text/csv': 'csv',
};

export function DownloadButton({ document: { id, title, content } }: { document: Schemas['Document'] }) {
  const [busy, setBusy] = useState(false);
  if (content === null)
    return <>Nothing has come yet</>;
  const download = async () => {
    if (busy)
      return;
    setBusy(true);
    try {
      const file = await body(api.GET('/v1/documents/{document_id}/content',
        { params: { path: { document_id: id } }, parseAs: 'blob' }));
      const ending = endings[content.media_type];
      save(ending ? `${title}.${ending}` : title, file);
    } catch (error) {
      showFaults(error as Error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button type="button" classes="govuk-button--secondary in-table" attributes={{ onClick: download }}>
      Download<span class="govuk-visually-hidden">{` ${title}`}</span>
    </Button>
  );
}
