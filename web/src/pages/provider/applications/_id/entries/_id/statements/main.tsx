// One statement of one home: a question a page.
// SPDX-License-Identifier: Apache-2.0
import { BackLink, InsetText } from '#components/index.ts';
import { ProseField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { applicationAddress, askedNow, entryAddress, type EntryOf, entryOf, patchEntry } from '#provider/applied.ts';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';

const asked = ({ category, entry }: EntryOf) => askedNow(category, entry.state, category.statements);

const placeOf = (of: EntryOf, code: string | null) =>
  Math.max(0, asked(of).findIndex((statement) => statement.code === code));

function Statement({ data: of, query }: View<EntryOf>) {
  const { application, category, entry, place } = of;
  const n = placeOf(of, query.get('question'));
  const { code, question, weight, justification } = asked(of)[n]!;
  const next = asked(of)[n + 1];
  const back = applicationAddress(application.id);
  const common = entry.common.statements[code];
  const form = useForm({
    read: (values) => ({ statements: { [code]: values.optional(`statements-${code}`) } }),
    send: (patch) => patchEntry(of, patch),
    done: () => (next ? goTo(`${entryAddress(application.id, entry.id)}statements/?question=${next.code}`)
      : goTo(back, `The statements of ${place.establishment_name} are saved`)),
  });
  return (
    <>
      <BackLink href={back}>{application.reference}</BackLink>
      <span class="govuk-caption-l">{`${place.establishment_name}: ${category.name}. Question ${n + 1} of ${asked(of).length}`}</span>
      <h1 class="govuk-heading-l">{question}</h1>
      <p class="govuk-body">{`It is scored 0 to 5 and makes up to ${weight} of 100 points. Why it is asked: ${justification}`}</p>
      {common && !entry.statements[code] && (
        <InsetText>{`You answered for all homes: ${common} Answer here only if this home differs.`}</InsetText>
      )}
      <Form form={form}>
        <ProseField form={form} name={`statements-${code}`} label="Your answer" rows={14} most={20_000} value={entry.statements[code]} />
        <SendButton form={form} text="Save and go on" />
      </Form>
    </>
  );
}

void screen({
  load: ({ ids: [application_id = '', entry_id = ''] }) => entryOf(application_id, entry_id),
  title: (of) => asked(of)[placeOf(of, new URLSearchParams(location.search).get('question'))]?.question ?? 'A question',
  view: Statement,
});
