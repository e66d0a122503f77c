// sign-fields.tsx - who signs, and that everything is true.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { WarningText } from '#components/index.ts';
import { AgreeField, SendButton, TextField } from '#site/fields.tsx';
import type { FormState } from '#site/form.tsx';
import type { Values } from '#site/values.ts';

export function readSigned(values: Values): Schemas['SecondStageSubmission'] {
  if (!values.checked('declaration'))
    values.faults.push({ field: 'declaration', detail: 'Confirm this to send it in' });
  return { declaration: true, signatory: { name: values.text('signatory-name'), position: values.text('signatory-position') } };
}

export function SignFields({ form, me, declares }: { form: FormState; me: Schemas['Me']; declares: string }) {
  return (
    <>
      <h2 class="govuk-heading-m">Sign and send it in</h2>
      <TextField form={form} name="signatory-name" label="Your name" value={me.name} width={20} autocomplete="name" />
      <TextField form={form} name="signatory-position" label="Your position" hint="For example, director" width={20} />
      <AgreeField form={form} name="declaration" label={declares} />
      <WarningText>What was sent in cannot be changed any more.</WarningText>
      <SendButton form={form} text="Sign and send in" />
    </>
  );
}
