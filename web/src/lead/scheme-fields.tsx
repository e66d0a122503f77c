// scheme-fields.tsx - the terms of a scheme as fields, of a new one and of a change.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { NumberField, ProseField, SelectField, TextField } from '#forms/fields.tsx';
import type { FormState } from '#forms/form.tsx';
import { Rows } from '#forms/rows.tsx';
import type { Values } from '#forms/values.ts';

const choices = [{ value: '', text: 'Nobody' }, { value: 'council', text: 'The council that places' },
  { value: 'supplier', text: 'The provider, for what it is awarded' }];

export const feeOf = (values: Values): Schemas['SchemeFee'] | null => {
  const payer = values.optional('fee-payer') as Schemas['FeePayer'] | null;
  return payer && { payer, percent: values.number('fee-percent') };
};

export function FeeFields({ form, fee }: { form: FormState; fee?: Schemas['SchemeFee'] | null }) {
  return (
    <>
      <SelectField form={form} name="fee-payer" label="Who is charged" choices={choices} value={fee?.payer} />
      <NumberField form={form} name="fee-percent" label="Charge (if anybody is charged)" suffix="%" value={fee?.percent}
        hint="Of the value of what is awarded" />
    </>
  );
}

export const variationsOf = (values: Values): Schemas['Variation'][] =>
  values.rows('variations', (at) => ({
    provision: values.text(`${at}-provision`), variation: values.text(`${at}-variation`), reason: values.text(`${at}-reason`),
  }));

export function VariationFields({ form, variations }: { form: FormState; variations: Schemas['Variation'][] }) {
  return (
    <Rows form={form} name="variations" one="departure" legend="Departures from the rules of its kind" first={variations}
      hint="Only the light-touch system of 2015 may depart from its rules. Each departure is public"
      row={(at, of) => (
        <>
          <TextField form={form} name={`${at}-provision`} label="The rule" hint="Such as PCR 2015 reg 34(21)" value={of?.provision} />
          <ProseField form={form} name={`${at}-variation`} label="What is done instead" most={10000} rows={2} value={of?.variation} />
          <ProseField form={form} name={`${at}-reason`} label="Why" most={2000} rows={2} value={of?.reason} />
        </>
      )} />
  );
}
