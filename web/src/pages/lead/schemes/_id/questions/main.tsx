// What providers ask about a scheme, answered to everybody.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, everything, type Schemas } from '#api/client.ts';
import { Details, Tag } from '#components/index.ts';
import { ProseField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { loadScheme, SchemeFrame } from '#lead/scheme-frame.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { goTo } from '#site/notices.tsx';
import { Quoted } from '#site/quoted.tsx';
import { screen, type View } from '#site/screen.tsx';
import { atTime } from '#site/words.ts';

interface Asked {
  scheme: Schemas['Scheme'];
  requests: Schemas['ClarificationRequest'][];
  answers: Schemas['Clarification'][];
}

function Answer({ data: { scheme, requests }, query }: View<Asked>) {
  const request = requests.find(({ id, clarification_id }) => id === query.get('answer') && clarification_id === null);
  const form = useForm({
    read: (values) => ({
      question: values.text('question'), answer: values.text('answer'), ...(request ? { request_id: request.id } : {}),
    }),
    send: (body, headers) => answer(api.POST('/v1/schemes/{scheme_id}/clarifications',
      { params: { path: { scheme_id: scheme.id } }, body, headers })),
    done: () => goTo(location.pathname, 'Question and answer are published, and everybody is told'),
  });
  return (
    <Form form={form}>
      <h2 class="govuk-heading-m">{request ? 'Answer a question' : 'Publish a question and its answer'}</h2>
      {request && <Quoted text={request.question} />}
      <ProseField form={form} name="question" label="The question, as everybody reads it" most={5000} rows={3}
        hint="Leave out whatever says who asked" value={request?.question} />
      <ProseField form={form} name="answer" label="The answer" most={10000} rows={4} />
      <SendButton form={form} text="Publish" />
    </Form>
  );
}

void screen<Asked>({
  load: async ({ ids: [scheme_id = ''] }) => {
    const path = { scheme_id };
    const [scheme, requests, answers] = await Promise.all([
      loadScheme(scheme_id),
      everything((cursor) => body(api.GET('/v1/schemes/{scheme_id}/clarification-requests', { params: { path, query: { cursor } } }))),
      everything((cursor) => body(api.GET('/v1/schemes/{scheme_id}/clarifications', { params: { path, query: { cursor } } }))),
    ]);
    return { scheme, requests, answers };
  },
  title: ({ scheme }) => `Questions of providers: ${scheme.name}`,
  view: (view) => (
    <SchemeFrame scheme={view.data.scheme} title="Questions of providers">
      <p class="govuk-body">The answer goes to everybody. Who asked is shown to nobody, you included.</p>
      {view.data.requests.length === 0 ? <p class="govuk-body">Nothing has been asked yet.</p> : (
        <WideTable caption="What was asked, the oldest first" firstCellIsHeader
          head={[{ text: 'Question' }, { text: 'Asked' }, { text: 'State' }]}
          rows={view.data.requests.map(({ id, question, asked_at, clarification_id }) => [
            { text: question }, { text: atTime(asked_at) },
            { text: clarification_id ? <Tag classes="govuk-tag--green">Answered</Tag>
              : <a class="govuk-link" href={`?answer=${id}`}>Answer<span class="govuk-visually-hidden">{`: ${question}`}</span></a> },
          ])} />
      )}
      <Answer {...view} />
      {view.data.answers.length > 0 && <h2 class="govuk-heading-m">Published</h2>}
      {view.data.answers.map(({ id, question, answer: text }) => <Details key={id} summaryText={question}><Quoted text={text} /></Details>)}
    </SchemeFrame>
  ),
});
