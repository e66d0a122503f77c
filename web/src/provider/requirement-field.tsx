// requirement-field.tsx - a requirement: met or not, and a note.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { ChoiceField, ProseField } from '#forms/fields.tsx';
import type { FormState } from '#forms/form.tsx';
import type { Values } from '#forms/values.ts';

type RequirementAnswer = Schemas['RequirementAnswer'];

export function RequirementField({ form, code, question, hint, held }: {
  form: FormState; code: string; question: string; hint?: string; held: RequirementAnswer | undefined;
}) {
  const at = `requirements-${code}`;
  return (
    <div id={at} tabIndex={-1}>
      <ChoiceField form={form} name={`${at}-met`} label={question} hint={hint} inline
        value={held && (held.met ? 'yes' : 'no')} choices={[{ value: 'yes', text: 'Yes' }, { value: 'no', text: 'No' }]} />
      <ProseField form={form} name={`${at}-note`} label="Anything to add (optional)" most={2000} rows={2} value={held?.note} />
    </div>
  );
}

// null where nothing was chosen.
export function readRequirement(values: Values, code: string): RequirementAnswer | null {
  const met = values.text(`requirements-${code}-met`);
  return met === '' ? null : { met: met === 'yes', note: values.text(`requirements-${code}-note`) };
}
