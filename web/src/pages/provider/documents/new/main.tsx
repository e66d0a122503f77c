// Puts up a document: what it is, then its file.
// SPDX-License-Identifier: Apache-2.0
import { useRef, useState } from 'preact/hooks';

import { answer, api, body, everything, type Schemas } from '#api/client.ts';
import { BackLink, FileUpload } from '#components/index.ts';
import { choicesOf, DateField, MoneyField, SelectField, SendButton, TextField } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { documentKinds } from '#provider/words.ts';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';

type Home = Schemas['Establishment'];

const insured = (kind: string) => kind.endsWith('_insurance');

// The bytes as they are: what they are is found in them.
const putContent = (document_id: string, file: File) => answer(api.PUT('/v1/documents/{document_id}/content', {
  params: { path: { document_id }, header: { 'If-None-Match': '*' } },
  headers: { 'Content-Type': 'application/octet-stream' },
  body: file as unknown as string,
  bodySerializer: (content: unknown) => content as File,
}));

function NewDocument({ data: homes, query }: View<Home[]>) {
  const [kind, setKind] = useState(query.get('kind') ?? '');
  // Announced already: then only its file has to come.
  const announced = useRef<string | null>(null);
  const of = query.get('application');
  const back = `/provider/documents/${of ? `?application=${of}` : ''}`;
  const form = useForm({
    read: (values) => {
      const file = values.file('file');
      if (file === null)
        values.faults.push({ field: 'file', detail: 'Choose a file' });
      return {
        file,
        document: {
          kind: values.chosen<Schemas['DocumentKind']>('kind', 'Choose what it is'),
          title: values.text('title'),
          establishment_id: values.optional('establishment_id'),
          issued_on: values.optionalDate('issued_on'),
          expires_on: values.optionalDate('expires_on'),
          cover_pence: insured(kind) ? values.optionalPence('cover_pence') : null,
        },
      };
    },
    send: async ({ file, document }, headers) => {
      announced.current ??= (await answer(api.POST('/v1/documents', { body: document, headers }))).data.id;
      return putContent(announced.current, file!);
    },
    done: () => goTo(back, 'The document is here'),
  });
  return (
    <>
      <BackLink href={back}>Documents</BackLink>
      <h1 class="govuk-heading-l">Add a document</h1>
      <Form form={form}>
        <div onChange={(event) => {
          if ((event.target as HTMLElement).id === 'kind')
            setKind((event.target as HTMLSelectElement).value);
        }}>
          <SelectField form={form} name="kind" label="What is it?" value={kind}
            choices={[{ value: '', text: 'Choose' }, ...choicesOf(documentKinds)]} />
        </div>
        <TextField form={form} name="title" label="What do you call it?" hint="For example, ‘Public liability 2026/27’" width={20} />
        <SelectField form={form} name="establishment_id" label="What is it of?" value={query.get('home')}
          choices={[{ value: '', text: 'The whole organisation' }, ...homes.map(({ id, name }) => ({ value: id, text: name }))]} />
        <DateField form={form} name="issued_on" label={kind === 'accounts' ? 'On which day did the year end?' : 'When was it issued? (optional)'} />
        <DateField form={form} name="expires_on" label={insured(kind) ? 'What is its last day?' : 'What is its last day? (if it has one)'} />
        {insured(kind) && <MoneyField form={form} name="cover_pence" label="How much does it cover?" />}
        <FileUpload id="file" name="file" label={{ text: 'The file' }} hint={{ text: 'PDF, PNG, JPEG, Word, Excel or OpenDocument, at most 20 MB' }}
          errorMessage={form.error('file')} />
        <SendButton form={form} text="Add the document" />
      </Form>
    </>
  );
}

void screen({
  load: () => everything((cursor) => body(api.GET('/v1/establishments', { params: { query: { cursor } } }))),
  view: NewDocument,
});
