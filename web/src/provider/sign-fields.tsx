// sign-fields.tsx - who signs, and that everything is true.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { WarningText } from '#components/index.ts';
import { AgreeField, SendButton, TextField } from '#forms/fields.tsx';
import type { FormState } from '#forms/form.tsx';
import type { Values } from '#forms/values.ts';

export function readSigned(values: Values): Schemas['SecondStageSubmission'] {
  if (!values.checked('declaration'))
    values.faults.push({ field: 'declaration', detail: 'Confirm this to go on' });
  return { declaration: true, signatory: { name: values.text('signatory-name'), position: values.text('signatory-position') } };
}

export function SignFields({
  form, me, declares, heading = 'Sign and send it in', warning = 'What was sent in cannot be changed any more.', button = 'Sign and send in',
}: {
  form: FormState; me: Schemas['Me']; declares: string; heading?: string; warning?: string; button?: string;
}) {
  return (
    <>
      <h2 class="govuk-heading-m">{heading}</h2>
      <TextField form={form} name="signatory-name" label="Your name" value={me.name} width={20} autocomplete="name" />
      <TextField form={form} name="signatory-position" label="Your position" hint="For example, director" width={20} />
      <AgreeField form={form} name="declaration" label={declares} />
      <WarningText>{warning}</WarningText>
      <SendButton form={form} text={button} />
    </>
  );
}
