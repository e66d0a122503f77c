// download.tsx - a document of the API as a file.
// SPDX-License-Identifier: Apache-2.0
import { api, body, type Schemas } from '#api/client.ts';
import { Button } from '#components/index.ts';
import { useAct } from '#forms/act.ts';
import { fileName, save } from './save.ts';

export function DownloadButton({ document: { id, title, content } }: { document: Schemas['Document'] }) {
  const download = useAct(async (type: string) => {
    const file = await body(api.GET('/v1/documents/{document_id}/content',
      { params: { path: { document_id: id } }, parseAs: 'blob' }));
    save(fileName(title, type), file);
  });
  if (content === null)
    return <>Nothing has come yet</>;
  return (
    <Button type="button" classes="govuk-button--secondary in-table" attributes={download.attributes(content.media_type)}>
      Download<span class="govuk-visually-hidden">{` ${title}`}</span>
    </Button>
  );
}
