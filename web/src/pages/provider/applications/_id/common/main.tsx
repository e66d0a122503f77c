// Answers that hold for every home that is asked the same.
// SPDX-License-Identifier: Apache-2.0
import { type Answer, answer, api, type Schemas } from '#api/client.ts';
import { BackLink } from '#components/index.ts';
import { ProseField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { applicationAddress } from '#provider/applied.ts';
import { readRequirement, RequirementField } from '#provider/requirement-field.tsx';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';
import { plural } from '#site/words.ts';

function Common({ data: { data, etag } }: View<Answer<Schemas['CommonAnswers']>>) {
  const back = applicationAddress(data.application_id);
  const asked = data.asked.filter(({ entries }) => entries > 1);
  const codes = (member: string) => asked.filter((question) => question.member === member).map(({ code }) => code);
  const form = useForm({
    read: (values) => ({
      requirements: Object.fromEntries(codes('requirements').map((code) => [code, readRequirement(values, code)])),
      statements: Object.fromEntries(codes('statements').map((code) => [code, values.optional(`statements-${code}`)])),
    }),
    send: (body) => answer(api.PATCH('/v1/applications/{application_id}/common-answers', {
      params: { path: { application_id: data.application_id }, header: { 'If-Match': etag } }, body })),
    done: () => goTo(back, 'Your answers for all homes are saved'),
  });
  return (
    <>
      <BackLink href={back}>The application</BackLink>
      <h1 class="govuk-heading-l">Answer once for all homes</h1>
      <p class="govuk-body">What you leave out you answer home by home. A home that differs can still say so.</p>
      <Form form={form}>
        {asked.map(({ member, code, question, entries }) => (member === 'requirements' ? (
          <RequirementField key={code} form={form} code={code} question={question} held={data.requirements[code]}
            hint={`Asked of ${plural(entries, 'home')}`} />
        ) : (
          <ProseField key={code} form={form} name={`statements-${code}`} label={question} hint={`Asked of ${plural(entries, 'home')}`}
            rows={10} most={20_000} value={data.statements[code]} />
        )))}
        {asked.length > 0 ? <SendButton form={form} text="Save and go on" /> : <p class="govuk-body">Nothing is asked alike.</p>}
      </Form>
    </>
  );
}

void screen({
  load: ({ ids: [application_id = ''] }) => answer(api.GET('/v1/applications/{application_id}/common-answers', {
    params: { path: { application_id } } })),
  view: Common,
});
