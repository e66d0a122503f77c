// deviations.tsx - awards that no referral led to: as a list, and recorded with reason and approver.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, everything, type Schemas } from '#api/client.ts';
import { DateField, MoneyField, ProseField, SendButton, TextField } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { CsvButton } from '#lists/csv.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { money, onDay } from '#site/words.ts';

export const listDeviations = (scheme_id: string, cursor?: string, limit?: number) =>
  body(api.GET('/v1/schemes/{scheme_id}/deviations', { params: { path: { scheme_id }, query: { cursor, limit } } }));

export const DeviationTable = ({ caption, items }: { caption: string; items: Schemas['Deviation'][] }) => (
  <WideTable caption={caption} firstCellIsHeader
    head={[{ text: 'Awarded to' }, { text: 'By' }, { text: 'On' }, { text: 'Value', format: 'numeric' }, { text: 'Reason' }, { text: 'Approved by' }]}
    rows={items.map((one) => [{ text: one.awarded_to }, { text: one.council.name }, { text: onDay(one.decided_on) },
      { text: money(one.value_pence), format: 'numeric' }, { text: one.reason }, { text: one.approver }])} />
);

export const DeviationsCsv = ({ scheme_id }: { scheme_id: string }) => (
  <CsvButton file="awards-outside.csv" head={['Awarded to', 'By', 'On', 'Value (£)', 'Reason', 'Approved by', 'Recorded']}
    load={() => everything((cursor) => listDeviations(scheme_id, cursor, 100))}
    row={(one) => [one.awarded_to, one.council.name, one.decided_on, one.value_pence / 100, one.reason, one.approver, onDay(one.created_at)]} />
);

// Of an award of the officer's own authority.
export function DeviationForm({ scheme_id, done }: { scheme_id: string; done: (of: Schemas['Deviation']) => unknown }) {
  const form = useForm({
    read: (values) => ({
      awarded_to: values.text('awarded_to'), decided_on: values.date('decided_on'), value_pence: values.pence('value_pence'),
      reason: values.text('reason'), approver: values.text('approver'),
    }),
    send: (body, headers) => answer(api.POST('/v1/schemes/{scheme_id}/deviations', { params: { path: { scheme_id } }, body, headers })),
    done: ({ data }) => done(data),
  });
  return (
    <Form form={form}>
      <TextField form={form} name="awarded_to" label="Who was awarded it" />
      <DateField form={form} name="decided_on" label="When it was decided" />
      <MoneyField form={form} name="value_pence" label="What it is worth" hint="For as long as it runs" />
      <ProseField form={form} name="reason" label="Why there was no referral" most={10000} rows={4}
        hint="Every council of the scheme reads it: name nobody who is cared for" />
      <TextField form={form} name="approver" label="Who approved it" hint="For example, Head of placements" />
      <SendButton form={form} text="Record the award" />
    </Form>
  );
}
