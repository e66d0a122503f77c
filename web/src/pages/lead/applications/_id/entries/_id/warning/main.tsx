// What an applicant is told before a refusal, and what it answers.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, ifThere, type Schemas } from '#api/client.ts';
import { Tag } from '#components/index.ts';
import { InstantField, ProseField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { ApplicationFrame, entryAddress, NotNow } from '#lead/application-frame.tsx';
import { at, type EntryCase, homeIn, isOpen, loadEntry } from '#lead/entry.ts';
import { Quoted } from '#site/quoted.tsx';
import { screen, type View } from '#site/screen.tsx';
import { atTime, inWords } from '#site/words.ts';

interface Warned extends EntryCase {
  warning: Schemas['Warning'] | undefined;
}

function Points({ failed }: { failed: { code: string; question: string; evidence?: string; exclusion?: string }[] }) {
  return (
    <ul class="govuk-list govuk-list--bullet">
      {failed.map(({ code, question, evidence, exclusion }) => (
        <li key={code}>
          {question} {exclusion && <Tag classes="govuk-tag--orange">{`${inWords(exclusion)} exclusion`}</Tag>}
          <Quoted text={evidence} empty="No evidence was noted." />
        </li>
      ))}
    </ul>
  );
}

function Sent({ warning }: { warning: Schemas['Warning'] }) {
  return (
    <>
      <h2 class="govuk-heading-m">{`Warned ${atTime(warning.warned_at)}`}</h2>
      <Quoted text={warning.reason} />
      <Points failed={warning.failed} />
      <h3 class="govuk-heading-s">What the applicant answers</h3>
      {warning.representation
        ? <><p class="govuk-hint">{atTime(warning.representation.made_at)}</p><Quoted text={warning.representation.text} /></>
        : <p class="govuk-body">{`Nothing yet. It may answer before ${atTime(warning.answer_by)}.`}</p>}
    </>
  );
}

function Warn({ data, reload }: View<Warned>) {
  const { application, entry, category, assessment } = data;
  const marks = assessment?.data.requirements ?? {};
  const failed = category.requirements.filter(({ code }) => marks[code]?.pass === false);
  const params = at(application.id, entry.id);
  const form = useForm({
    read: (values) => ({ reason: values.text('reason'), answer_by: values.instant('answer_by') }),
    send: (body, headers) => answer(api.POST('/v1/applications/{application_id}/entries/{entry_id}/warning',
      { params, body, headers })),
    done: () => reload('The applicant is told'),
  });
  if (failed.length === 0)
    return <NotNow back={entryAddress(application.id, entry.id)}>
      {assessment ? 'Every requirement passes; there is nothing to tell.' : 'Assess the home first; what does not pass is told.'}
    </NotNow>;
  return (
    <Form form={form}>
      <h2 class="govuk-heading-m">{data.warning ? 'Tell it again' : 'Tell the applicant'}</h2>
      <p class="govuk-body">It is told these points, with the reason that you noted for each:</p>
      <Points failed={failed.map(({ code, question, exclusion }) => ({ code, question, exclusion, evidence: marks[code]?.reason }))} />
      <ProseField form={form} name="reason" label="What you mean to do, and why" most={2000} rows={4} />
      <InstantField form={form} name="answer_by" label="It may answer before" hint="At least seven days ahead. For example, 27 3 2027" />
      <SendButton form={form} text="Tell the applicant" />
    </Form>
  );
}

void screen<Warned>({
  load: async ({ ids }) => {
    const one = await loadEntry(ids);
    const warning = await ifThere(api.GET('/v1/applications/{application_id}/entries/{entry_id}/warning',
      { params: at(one.application.id, one.entry.id) }));
    return { ...one, warning: warning?.data };
  },
  title: (one) => `Warning: ${homeIn(one)}`,
  view: (view) => (
    <ApplicationFrame application={view.data.application} entry={view.data.listed} title="Before a refusal">
      {view.data.warning && <Sent warning={view.data.warning} />}
      {isOpen(view.data) && <Warn {...view} />}
      {!isOpen(view.data) && !view.data.warning && <p class="govuk-body">The applicant was told nothing before the decision.</p>}
    </ApplicationFrame>
  ),
});
