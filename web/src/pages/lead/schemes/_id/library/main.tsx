// The questions that the categories of a scheme share, word for word.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { Button } from '#components/index.ts';
import { listQuestions, type Question, questionAddress, questionKinds } from '#lead/library.ts';
import { loadScheme, schemeAddress, SchemeFrame } from '#lead/scheme-frame.tsx';
import { More, type Page } from '#lists/more.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { screen } from '#site/screen.tsx';

function Table({ questions }: { questions: Question[] }) {
  return (
    <WideTable caption="Questions, by kind and short name" firstCellIsHeader
      head={[{ text: 'Question' }, { text: 'Kind' }, { text: 'Short name' }]}
      rows={questions.map((one) => [
        { text: <a class="govuk-link" href={questionAddress(one)}>{one.question}</a> },
        { text: questionKinds[one.kind] },
        { text: one.code },
      ])} />
  );
}

void screen<{ scheme: Schemas['Scheme']; first: Page<Question> }>({
  load: async ({ ids: [scheme_id = ''] }) => {
    const [scheme, first] = await Promise.all([loadScheme(scheme_id), listQuestions(scheme_id)]);
    return { scheme, first };
  },
  title: ({ scheme }) => `Library of questions: ${scheme.name}`,
  view: ({ data: { scheme, first } }) => (
    <SchemeFrame scheme={scheme} title="Library of questions">
      <p class="govuk-body">
        What several categories ask, in the same words. A home that answers it in one category knows it in the next. What providers ask
        you is <a class="govuk-link" href={schemeAddress(scheme.id, 'questions')}>on another page</a>.
      </p>
      <Button href={schemeAddress(scheme.id, 'library/new')} classes="govuk-button--secondary">Add a question</Button>
      {first.items.length === 0 ? <p class="govuk-body">The library is empty. Categories write their own questions.</p> : (
        <More first={first} load={(cursor) => listQuestions(scheme.id, cursor)}>
          {(questions) => <Table questions={questions} />}
        </More>
      )}
    </SchemeFrame>
  ),
});
