// import.tsx - a file of accreditations, chosen, looked at and taken in.
// SPDX-License-Identifier: Apache-2.0
import { useRef, useState } from 'preact/hooks';

import { answer, api, Problem, type Schemas } from '#api/client.ts';
import { FileUpload } from '#components/index.ts';
import { SendButton, TextField } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { goTo } from '#site/notices.tsx';
import { plural } from '#site/words.ts';
import { type Item, partsOf, readRecords, type RecordFile, retold, Unreadable } from './records.ts';
import { schemeAddress } from './scheme-frame.tsx';

type Made = Schemas['AccreditationImport'];

export const importAddress = (scheme_id: string, id = '', page = '') =>
  schemeAddress(scheme_id, ['imports', id, page].filter(Boolean).join('/'));

export const sendRecords = async (scheme_id: string, source: string, items: Item[], headers: { 'Idempotency-Key': string }): Promise<Made> =>
  (await answer(api.POST('/v1/schemes/{scheme_id}/accreditation-imports', { params: { path: { scheme_id } }, body: { source, items }, headers }))).data;

export function drafted({ items }: Made): string {
  const drafts = items.filter(({ outcome }) => outcome === 'drafted').length;
  return `${drafts} of ${plural(items.length, 'record')} became ${drafts === 1 ? 'a draft' : 'drafts'}`;
}

// One import after the other, each of as many records as it takes. A try again
// finds what is in by its key.
async function sendFile(scheme_id: string, source: string, file: RecordFile, key: string): Promise<Made[]> {
  const made: Made[] = [];
  let first = 0;
  for (const [n, items] of partsOf(file.items).entries()) {
    try {
      made.push(await sendRecords(scheme_id, source, items, { 'Idempotency-Key': key.replace(/"$/, `-${n}"`) }));
    } catch (error) {
      throw error instanceof Problem ? told(error, file, first) : error;
    }
    first += items.length;
  }
  return made;
}

// The refusal, by record and line; and what had been taken in before it.
function told(problem: Problem, file: RecordFile, first: number): Problem {
  const before = first === 0 ? [] : [{ field: 'file', detail: `The first ${plural(first, 'record')} were taken in, the others not` }];
  const faults = problem.faults.length > 0 ? retold(problem, file, first) : [{ field: 'file', detail: problem.message }];
  return before.length === 0 && problem.faults.length === 0 ? problem : Problem.of([...before, ...faults]);
}

type Chosen = RecordFile | Unreadable | null;

async function readChosen(file: File | undefined): Promise<Chosen> {
  try {
    return file === undefined ? null : readRecords(await file.text());
  } catch (error) {
    return error instanceof Unreadable ? error : new Unreadable('The file cannot be opened');
  }
}

function readable(chosen: Chosen): RecordFile {
  if (chosen === null || chosen instanceof Unreadable)
    throw Problem.of([{ field: 'file', detail: chosen?.message ?? 'Choose a file' }]);
  return chosen;
}

export function ImportForm({ scheme }: { scheme: Schemas['Scheme'] }) {
  const [chosen, setChosen] = useState<Chosen>(null);
  // By its number another choice is another attempt.
  const choice = useRef({ number: 0, reading: Promise.resolve<Chosen>(null) });
  const form = useForm({
    read: (values) => ({ source: values.text('source'), choice: choice.current }),
    send: async ({ source, choice: { reading } }, headers) =>
      sendFile(scheme.id, source, readable(await reading), headers['Idempotency-Key']),
    done: ([made, ...more]) => (more.length === 0 ? goTo(importAddress(scheme.id, made!.id), drafted(made!))
      : goTo(importAddress(scheme.id), `The file is taken in, in ${more.length + 1} parts`)),
  });
  const choose = (reading: Promise<Chosen>) => {
    choice.current = { number: choice.current.number + 1, reading };
    void reading.then(setChosen);
  };
  const take = (event: Event) => choose(readChosen((event.currentTarget as HTMLInputElement).files?.[0]));
  // So that a file that was mended under its old name is read anew.
  const forget = (event: Event) => {
    (event.currentTarget as HTMLInputElement).value = '';
    choose(Promise.resolve(null));
  };
  return (
    <Form form={form}>
      <TextField form={form} name="source" label="Where it comes from" hint="For example, ‘The platform of Westmoor Council, 3 May’" />
      <FileUpload id="file" name="file" label={{ text: 'The file' }} hint={{ text: 'JSON, as described below' }}
        errorMessage={form.error('file')} attributes={{ accept: '.json,application/json', onChange: take, onClick: forget }} />
      <p class="govuk-body" role="status">{chosen !== null && !(chosen instanceof Unreadable) && `${plural(chosen.items.length, 'record')} in the file`}</p>
      <SendButton form={form} text="Take it in" />
    </Form>
  );
}
