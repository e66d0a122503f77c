// asked-fields.tsx - a requirement or a statement of a new category: in the words of the library, or in its own.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

import { Select } from '#components/index.ts';
import { ProseField, SelectField, TextField } from '#forms/fields.tsx';
import type { FormState } from '#forms/form.tsx';
import type { Values } from '#forms/values.ts';
import { Quoted } from '#site/quoted.tsx';
import type { Question } from './library.ts';

const stages = [{ value: '1', text: 'The first stage' }, { value: '2', text: 'The second stage, of those that passed the first' }];

// Without words of its own the API takes those of the library.
export function askedOf(values: Values, at: string) {
  const stage = values.optional(`${at}-stage`);
  return {
    code: values.text(`${at}-code`),
    ...(values.optional(`${at}-library`) ? {} : { question: values.text(`${at}-question`), justification: values.text(`${at}-justification`) }),
    ...(stage ? { stage: Number(stage) } : {}),
  };
}

function Library({ at, library, choose }: { at: string; library: Question[]; choose: (code: string) => void }) {
  return (
    <Select id={`${at}-library`} name={`${at}-library`} label={{ text: 'Whose words' }}
      attributes={{ onChange: ({ currentTarget }) => choose((currentTarget as HTMLSelectElement).value) }}
      items={[{ value: '', text: 'Write the question here' }, ...library.map(({ code }) => ({ value: code, text: `Library: ${code}` }))]} />
  );
}

function Own({ form, at }: { form: FormState; at: string }) {
  return (
    <>
      <ProseField form={form} name={`${at}-question`} label="Question" most={10000} rows={2} />
      <TextField form={form} name={`${at}-code`} label="Short name" width={20} />
      <ProseField form={form} name={`${at}-justification`} label="Why it is proportionate" hint="Public" most={10000} rows={2} />
    </>
  );
}

function Borrowed({ at, question: { code, question, justification } }: { at: string; question: Question }) {
  return (
    <>
      <Quoted text={question} />
      <p class="govuk-hint">{`Why: ${justification}`}</p>
      <input type="hidden" name={`${at}-code`} value={code} />
    </>
  );
}

// `library` is of one kind; where it is empty nobody is asked about it.
export function AskedFields({ form, at, library, staged, children }: {
  form: FormState; at: string; library: Question[]; staged: boolean; children: ComponentChildren;
}) {
  const [code, choose] = useState('');
  const question = library.find((one) => one.code === code);
  return (
    <>
      {library.length > 0 && <Library at={at} library={library} choose={choose} />}
      {question ? <Borrowed at={at} question={question} /> : <Own form={form} at={at} />}
      {staged && <SelectField form={form} name={`${at}-stage`} label="Asked in" choices={stages} />}
      {children}
    </>
  );
}
