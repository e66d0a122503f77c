// no-bid.tsx - "no bid" with its reason and a note, for one home or all.
// SPDX-License-Identifier: Apache-2.0
import { api, answer, type Schemas } from '#api/client.ts';
import { Details } from '#components/index.ts';
import { CheckField, ChoiceField, choicesOf, ProseField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { plural } from '#site/words.ts';
import { refusalReasons } from './words.ts';

export function RefusalForm({ referral, homes, done }: {
  referral: Schemas['Referral']; homes: Schemas['InvitedHome'][]; done: (said: string) => Promise<void>;
}) {
  const form = useForm({
    read: (values) => {
      const chosen = values.all('homes');
      if (chosen.length === 0)
        values.faults.push({ field: 'homes', detail: 'Choose at least one home' });
      return {
        chosen,
        body: {
          reason_code: values.chosen<Schemas['RefusalReason']>('reason_code', 'Choose a reason'),
          note: values.optional('note') ?? undefined,
        },
      };
    },
    send: async ({ chosen, body }) => {
      for (const establishment_id of chosen)
        await answer(api.POST('/v1/referrals/{referral_id}/bids/{establishment_id}/refusal', {
          params: { path: { referral_id: referral.id, establishment_id } }, body }));
      return chosen.length;
    },
    done: (count) => done(`No bid from ${plural(count, 'home')}`),
  });
  return (
    <Details summaryText="No bid for this">
      <Form form={form}>
        <CheckField form={form} name="homes" label="Which homes do not bid?"
          choices={homes.map(({ id, name }) => ({ value: id, text: name }))} values={homes.map(({ id }) => id)} />
        <ChoiceField form={form} name="reason_code" label="Why not?" choices={choicesOf(refusalReasons)} />
        <ProseField form={form} name="note" label="Anything the council should know (optional)" most={2000} rows={3} />
        <SendButton form={form} text="Send no bid" secondary />
      </Form>
    </Details>
  );
}
