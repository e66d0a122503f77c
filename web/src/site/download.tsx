// download.tsx - a document of the API as a file.
// SPDX-License-Identifier: Apache-2.0
import { api, body, type Schemas } from '#api/client.ts';
import { Button } from '#components/index.ts';
import { useAct } from './act.ts';
import { save } from './save.ts';

const endings: Record<string, string> = {
  'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png', 'text/plain': 'txt', 'text/csv': 'csv',
};

export function DownloadButton({ document: { id, title, content } }: { document: Schemas['Document'] }) {
  const download = useAct(async (type: string) => {
    const file = await body(api.GET('/v1/documents/{document_id}/content',
      { params: { path: { document_id: id } }, parseAs: 'blob' }));
    save(endings[type] ? `${title}.${endings[type]}` : title, file);
  });
  if (content === null)
    return <>Nothing has come yet</>;
  return (
    <Button type="button" classes="govuk-button--secondary in-table" attributes={download.attributes(content.media_type)}>
      Download<span class="govuk-visually-hidden">{` ${title}`}</span>
    </Button>
  );
}
