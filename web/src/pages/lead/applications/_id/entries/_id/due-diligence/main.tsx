// What registers say about a home; each time that somebody looks is kept.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, everything, ifMatch, ifThere, type Schemas } from '#api/client.ts';
import { ChoiceField, DateField, ProseField, SendButton, TextField } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { ApplicationFrame, entryAddress } from '#lead/application-frame.tsx';
import { checkResults, choicesOf, registers } from '#lead/choices.ts';
import { at, type EntryCase, homeIn, isOpen, loadEntry } from '#lead/entry.ts';
import { WideTable } from '#lists/wide-table.tsx';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';
import { atTime, onDay } from '#site/words.ts';

interface Looked extends EntryCase {
  versions: Schemas['DueDiligence'][];
  etag: string | undefined;
}

function Look({ data: { application, entry, category, versions, etag } }: View<Looked>) {
  const params = { ...at(application.id, entry.id), header: ifMatch(etag) };
  const wanted = category.due_diligence;
  const form = useForm({
    read: (values) => ({
      checks: wanted.map((register, n) => ({
        register,
        result: values.chosen<Schemas['CheckResult']>(`checks-${n}-result`, 'Say what it says'),
        source: values.text(`checks-${n}-source`),
        checked_on: values.date(`checks-${n}-checked_on`),
        reference: values.optional(`checks-${n}-reference`),
        note: values.optional(`checks-${n}-note`),
      })),
    }),
    send: (body) => answer(api.PUT('/v1/applications/{application_id}/entries/{entry_id}/due-diligence', { params, body })),
    done: () => goTo(entryAddress(application.id, entry.id), 'What the registers say is recorded'),
  });
  const last = (register: Schemas['RegisterKind']) => versions[0]?.checks.find((one) => one.register === register);
  return (
    <Form form={form}>
      {wanted.map((register, n) => (
        <fieldset class="govuk-fieldset form-rows" key={register} id={`checks-${n}`}>
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">{registers[register]}</legend>
          <ChoiceField form={form} name={`checks-${n}-result`} label="What it says" choices={choicesOf(checkResults)}
            value={last(register)?.result} />
          <TextField form={form} name={`checks-${n}-source`} label="Where you looked" value={last(register)?.source} />
          <DateField form={form} name={`checks-${n}-checked_on`} label="Looked on" />
          <TextField form={form} name={`checks-${n}-reference`} label="Reference (optional)" width={20} value={last(register)?.reference} />
          <ProseField form={form} name={`checks-${n}-note`} label="Remark (optional)" most={2000} rows={2} />
        </fieldset>
      ))}
      <SendButton form={form} text="Record" />
    </Form>
  );
}

function Version({ of }: { of: Schemas['DueDiligence'] }) {
  return (
    <WideTable caption={`Looked at by ${of.checked_by.name}, ${atTime(of.recorded_at)}`} firstCellIsHeader
      head={[{ text: 'Register' }, { text: 'It says' }, { text: 'Where' }, { text: 'On' }, { text: 'Remark' }]}
      rows={of.checks.map(({ register, result, source, checked_on, reference, note }) => [
        { text: registers[register] }, { text: checkResults[result] }, { text: source }, { text: onDay(checked_on) },
        { text: [reference, note].filter(Boolean).join('. ') },
      ])} />
  );
}

void screen<Looked>({
  load: async ({ ids }) => {
    const one = await loadEntry(ids);
    const params = at(one.application.id, one.entry.id);
    const [now, versions] = await Promise.all([
      ifThere(api.GET('/v1/applications/{application_id}/entries/{entry_id}/due-diligence', { params })),
      everything((cursor) => body(api.GET('/v1/applications/{application_id}/entries/{entry_id}/due-diligence/versions',
        { params: { ...params, query: { cursor } } }))),
    ]);
    return { ...one, versions, etag: now?.etag };
  },
  title: (one) => `Due diligence: ${homeIn(one)}`,
  view: (view) => {
    const { application, listed, category, versions } = view.data;
    return (
      <ApplicationFrame application={application} entry={listed} title="Due diligence">
        {category.due_diligence.length === 0 && <p class="govuk-body">This category asks for no register.</p>}
        {versions.map((version) => <Version key={version.version} of={version} />)}
        {isOpen(view.data) && category.due_diligence.length > 0 && <Look {...view} />}
      </ApplicationFrame>
    );
  },
});
