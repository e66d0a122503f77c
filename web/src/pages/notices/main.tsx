// The published notices of all schemes, or of one.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';
import { WideTable } from '#lists/wide-table.tsx';
import { publicPage } from '#site/public.tsx';
import { onDay } from '#site/words.ts';

interface Told {
  scheme: Schemas['Scheme'];
  notice: Schemas['Notice'];
}

const kinds: Record<Schemas['NoticeKind'], string> = {
  contract: 'Contract notice',
  intention: 'Intention to set up',
  establishment: 'Set up',
  modification: 'Changed',
  cessation: 'Ended',
};

async function noticesOf(scheme: Schemas['Scheme']): Promise<Told[]> {
  const params = { path: { scheme_id: scheme.id } };
  const notices = await everything((cursor) =>
    body(api.GET('/v1/schemes/{scheme_id}/notices', { params: { ...params, query: { cursor } } })));
  return notices.filter(({ published_on }) => published_on !== null)
    .map((notice) => ({ scheme, notice }));
}

async function load(only: string | null): Promise<Told[]> {
  const schemes = await everything((cursor) => body(api.GET('/v1/schemes', { params: { query: { cursor } } })));
  const told = await Promise.all(schemes.filter(({ id }) => only === null || id === only).map(noticesOf));
  return told.flat().sort((a, b) =>
    (b.notice.published_on ?? '').localeCompare(a.notice.published_on ?? ''));
}

void publicPage({
  load: ({ query }) => load(query.get('scheme')),
  view: ({ data }) => (
    <>
      <h1 class="govuk-heading-l">Published notices</h1>
      {data.length === 0 ? <p class="govuk-body">None has been published here yet.</p> : (
        <WideTable caption="Newest first" firstCellIsHeader
          head={['Published', 'Scheme', 'What', 'Reference', 'Under'].map((text) => ({ text }))}
          rows={data.map(({ scheme, notice }) => [
            { text: onDay(notice.published_on ?? '') },
            { text: <a class="govuk-link" href={`/schemes/${scheme.id}/`}>{scheme.name}</a> },
            { text: kinds[notice.kind] },
            { text: notice.reference },
            { text: notice.provision },
          ])} />
      )}
      <p class="govuk-body">
        What has been bought is told together, quarter by quarter:{' '}
        <a class="govuk-link" href="/awards/">published awards</a>.
      </p>
    </>
  ),
});
