// conflict.tsx - whoever scores or decides says first whether a conflict of interest stands against it.
// SPDX-License-Identifier: Apache-2.0
import { type Answer, answer, api, ifMatch, ifThere, type Schemas } from '#api/client.ts';
import { InsetText } from '#components/index.ts';
import { ChoiceField, ProseField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { atTime } from '#site/words.ts';

export type Declared = Answer<Schemas['ConflictDeclaration']> | null;

export const loadDeclared = (application_id: string): Promise<Declared> =>
  ifThere(api.GET('/v1/applications/{application_id}/conflict', { params: { path: { application_id } } }));

export function DeclareConflict({ application_id, own, reload }: {
  application_id: string; own: Declared; reload: (done?: string) => Promise<void>;
}) {
  const params = { path: { application_id }, header: ifMatch(own?.etag) };
  const form = useForm({
    read: (values) => ({
      conflicted: values.chosen('conflicted', 'Say whether you have a conflict of interest') === 'yes',
      nature: values.optional('nature') ?? undefined,
    }),
    send: (body) => answer(api.PUT('/v1/applications/{application_id}/conflict', { params, body })),
    done: () => reload('Your declaration is recorded'),
  });
  if (own?.data.conflicted)
    return (
      <InsetText>
        {`You have declared a conflict of interest on ${atTime(own.data.declared_at)}. It stands: you score and decide nothing here.`}
      </InsetText>
    );
  return (
    <Form form={form}>
      <ChoiceField form={form} name="conflicted" label="Do you have a conflict of interest about this applicant?"
        hint="For example, you or somebody close to you works for it, owns part of it or lives there"
        value={own ? 'no' : null}
        choices={[{ value: 'no', text: 'No' },
          { value: 'yes', text: 'Yes', hint: 'You score and decide nothing here, and what you gave does not count. You cannot take this back' }]} />
      <ProseField form={form} name="nature" label="What it is" hint="Needed if there is one. The applicant is not told" most={2000} rows={3} />
      <SendButton form={form} text="Declare" />
    </Form>
  );
}
