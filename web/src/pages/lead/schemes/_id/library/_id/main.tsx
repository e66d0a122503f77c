// One question of the library, and which categories ask it in these words.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';
import { Button } from '#components/index.ts';
import { categoryAddress } from '#lead/category-frame.tsx';
import { LibraryFrame } from '#lead/library-frame.tsx';
import { loadQuestion, type Question, questionKinds } from '#lead/library.ts';
import { loadScheme } from '#lead/scheme-frame.tsx';
import { Facts } from '#site/facts.tsx';
import { Quoted } from '#site/quoted.tsx';
import { screen } from '#site/screen.tsx';
import { onDay } from '#site/words.ts';

interface Asked {
  scheme: Schemas['Scheme'];
  question: Question;
  categories: Schemas['Category'][];
}

const asks = (id: string) => ({ requirements, statements }: Schemas['Category']) =>
  [...requirements, ...statements].some(({ question_id }) => question_id === id);

function Where({ categories }: { categories: Schemas['Category'][] }) {
  if (categories.length === 0)
    return <>No category asks it yet</>;
  return (
    <ul class="govuk-list">
      {categories.map((one) => <li key={one.id}><a class="govuk-link" href={categoryAddress(one)}>{one.name}</a></li>)}
    </ul>
  );
}

void screen<Asked>({
  load: async ({ ids: [scheme_id = '', question_id = ''] }) => {
    const [scheme, question, categories] = await Promise.all([
      loadScheme(scheme_id),
      loadQuestion(scheme_id, question_id),
      everything((cursor) => body(api.GET('/v1/schemes/{scheme_id}/categories', { params: { path: { scheme_id }, query: { cursor } } }))),
    ]);
    return { scheme, question, categories: categories.filter(asks(question_id)) };
  },
  title: ({ question }) => `${question.code}: library of questions`,
  view: ({ data: { scheme, question, categories } }) => (
    <LibraryFrame scheme={scheme} title={question.code}>
      <Quoted text={question.question} />
      <Facts
        of={[
          ['Kind', questionKinds[question.kind]],
          ['Why it is proportionate', question.justification],
          ['Added', onDay(question.created_at)],
          ['Asked by', <Where categories={categories} />],
        ]}
      />
      <Button href={`../new/?from=${question.id}`} classes="govuk-button--secondary">
        Write it in new words
      </Button>
    </LibraryFrame>
  ),
});
