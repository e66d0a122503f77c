// The documents of a provider: shown once, good for every application.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, everything, type Schemas } from '#api/client.ts';
import { BackLink, Button } from '#components/index.ts';
import { useAct } from '#forms/act.ts';
import { DownloadButton } from '#lists/download.tsx';
import { More, type Page } from '#lists/more.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { applicationAddress, type Applied, applied } from '#provider/applied.ts';
import { DocumentTag } from '#provider/tags.tsx';
import { documentKinds } from '#provider/words.ts';
import { screen, type View } from '#site/screen.tsx';
import { money, onDay } from '#site/words.ts';

type Document = Schemas['Document'];

interface Whole {
  documents: Page<Document>;
  homes: Map<string, string>;
  // Where somebody came from, and what is missing there.
  applied: Applied | null;
}

const page = (cursor?: string) => body(api.GET('/v1/documents', { params: { query: { cursor } } }));

async function load(application_id: string | null): Promise<Whole> {
  const [documents, homes, of] = await Promise.all([
    page(),
    everything((cursor) => body(api.GET('/v1/establishments', { params: { query: { cursor } } }))),
    application_id ? applied(application_id) : null,
  ]);
  return { documents, homes: new Map(homes.map(({ id, name }) => [id, name])), applied: of };
}

interface Gap {
  kind: Schemas['DocumentKind'];
  home: { id: string; name: string } | null;
  cover: number | null;
  detail: string;
}

// Each document once, however many homes lack it.
function gapsOf({ application, categories, missing }: Applied): Gap[] {
  const gaps = new Map<string, Gap>();
  for (const { pointer, detail } of missing?.missing ?? []) {
    const [, at, part, kind] = /^#\/entries\/(\d+)\/(evidence)\/(\w+)$/.exec(pointer) ?? [];
    const entry = part && application.entries[Number(at)];
    const asked = entry && categories.get(entry.category_id)?.evidence.find((item) => item.kind === kind);
    if (!entry || !asked)
      continue;
    const home = asked.level === 'establishment' ? { id: entry.establishment_id, name: entry.establishment_name } : null;
    gaps.set(`${kind}/${home?.id}`, { kind: asked.kind, home, cover: asked.minimum_cover_pence, detail });
  }
  return [...gaps.values()];
}

function Gaps({ applied: of }: { applied: Applied }) {
  const gaps = gapsOf(of);
  if (gaps.length === 0)
    return <p class="govuk-body">{`All documents for ${of.application.reference} are here.`}</p>;
  return (
    <WideTable caption={`Still missing for ${of.application.reference}`} firstCellIsHeader
      head={[{ text: 'Document' }, { text: 'Of' }, { text: 'Why' }, { text: 'Add it' }]}
      rows={gaps.map(({ kind, home, cover, detail }) => [
        { text: `${documentKinds[kind]}${cover === null ? '' : `, of at least ${money(cover)}`}` },
        { text: home?.name ?? 'The whole organisation' },
        { text: detail },
        { text: (
          <a class="govuk-link" href={`/provider/documents/new/?kind=${kind}&home=${home?.id ?? ''}&application=${of.application.id}`}>
            Add<span class="govuk-visually-hidden">{` ${documentKinds[kind]} of ${home?.name ?? 'the whole organisation'}`}</span>
          </a>
        ) },
      ])}
    />
  );
}

function Documents({ data: { documents, homes, applied: of }, reload }: View<Whole>) {
  const takeBack = useAct(async ({ id, title }: Document) => {
    const params = { path: { document_id: id } };
    const { etag } = await answer(api.GET('/v1/documents/{document_id}', { params }));
    await answer(api.DELETE('/v1/documents/{document_id}', { params: { ...params, header: { 'If-Match': etag } } }));
    await reload(`${title} is taken back`);
  });
  return (
    <>
      {of ? <BackLink href={applicationAddress(of.application.id)}>{of.application.reference}</BackLink> : <BackLink href="/provider/">What waits for you</BackLink>}
      <h1 class="govuk-heading-l">Documents</h1>
      {of && <Gaps applied={of} />}
      <Button href={`/provider/documents/new/${of ? `?application=${of.application.id}` : ''}`}
        classes={of ? 'govuk-button--secondary' : undefined}>Add a document</Button>
      <More key={documents.items.map(({ id, state }) => id + state).join()} first={documents} load={page}>
        {(items) => (items.length === 0 ? <p class="govuk-body">You have added none yet. Add each once: every application can use it.</p> : (
          <WideTable caption="What you have shown" firstCellIsHeader
            head={[{ text: 'Document' }, { text: 'Kind' }, { text: 'Of' }, { text: 'Until' }, { text: 'State' }, { text: 'File' }]}
            rows={items.map((document) => [
              { text: document.title },
              { text: documentKinds[document.kind] },
              { text: document.establishment_id === null ? 'The whole organisation' : homes.get(document.establishment_id) ?? 'A home' },
              { text: document.expires_on === null ? 'No end' : onDay(document.expires_on) },
              { text: (
                <>
                  <DocumentTag state={document.state} />
                  {document.verifications.filter(({ outcome }) => outcome === 'rejected').map(({ reason }) => <><br />{reason}</>)}
                </>
              ) },
              { text: (
                <ul class="govuk-list">
                  {document.state !== 'deleted' && <li><DownloadButton document={document} /></li>}
                  {['requested', 'uploaded', 'scanned'].includes(document.state) && (
                    <li><Button type="button" classes="govuk-button--secondary in-table" attributes={takeBack.attributes(document)}>
                      Take back<span class="govuk-visually-hidden">{` ${document.title}`}</span>
                    </Button></li>
                  )}
                </ul>
              ) },
            ])}
          />
        ))}
      </More>
    </>
  );
}

void screen({ load: ({ query }) => load(query.get('application')), view: Documents });
