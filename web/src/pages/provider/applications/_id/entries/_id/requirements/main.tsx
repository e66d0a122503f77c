// What one home has to meet: yes or no, and a note.
// SPDX-License-Identifier: Apache-2.0
import { BackLink } from '#components/index.ts';
import { SendButton, TextField } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { applicationAddress, askedNow, type EntryOf, entryOf, patchEntry } from '#provider/applied.ts';
import { readRequirement, RequirementField } from '#provider/requirement-field.tsx';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';

function Requirements({ data: of }: View<EntryOf>) {
  const { application, category, entry, place } = of;
  const back = applicationAddress(application.id);
  const asked = askedNow(category, entry.state, category.requirements);
  const form = useForm({
    read: (values) => ({
      requirements: Object.fromEntries(asked.map(({ code }) => [code, readRequirement(values, code)])),
      ...(category.dfe_registration ? { dfe_number: values.optional('dfe_number') } : {}),
    }),
    send: (patch) => patchEntry(of, patch),
    done: () => goTo(back, `The requirements of ${place.establishment_name} are saved`),
  });
  return (
    <>
      <BackLink href={back}>{application.reference}</BackLink>
      <span class="govuk-caption-l">{`${place.establishment_name}: ${category.name}`}</span>
      <h1 class="govuk-heading-l">Requirements</h1>
      <Form form={form}>
        {asked.map(({ code, question, justification }) => {
          const common = entry.common.requirements[code];
          return (
            <RequirementField key={code} form={form} code={code} question={question} held={entry.requirements[code]}
              hint={`Why this is asked: ${justification}${common && !entry.requirements[code]
                ? ` You answered for all homes: ${common.met ? 'Yes' : 'No'}. Answer here only if this home differs.` : ''}`} />
          );
        })}
        {category.dfe_registration && (
          <TextField form={form} name="dfe_number" label="Number with the Department for Education" width={10}
            hint="The six digits of the URN, or the seven of the DfE number" value={entry.dfe_number} />
        )}
        <SendButton form={form} text="Save and go on" />
      </Form>
    </>
  );
}

void screen({ load: ({ ids: [application_id = '', entry_id = ''] }) => entryOf(application_id, entry_id), view: Requirements });
