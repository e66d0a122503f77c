// A new question of the library: fresh, or a new wording of one that is there (?from=).
// SPDX-License-Identifier: Apache-2.0
import { answer, api, type Schemas } from '#api/client.ts';
import { ChoiceField, ProseField, SendButton, TextField } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { LibraryFrame } from '#lead/library-frame.tsx';
import { loadQuestion, type Question, questionAddress } from '#lead/library.ts';
import { loadScheme } from '#lead/scheme-frame.tsx';
import { asked } from '#lists/list.tsx';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';

interface Begun {
  scheme: Schemas['Scheme'];
  before: Question | null;
}

const kinds = [
  { value: 'requirement', text: 'Requirement', hint: 'A home passes or does not' },
  { value: 'statement', text: 'Statement', hint: 'Scored 0 to 5. How much it weighs is each category’s to say' },
];

const titleOf = ({ before }: Begun) => (before ? 'New wording of a question' : 'Add a question');

function New({ data: { scheme, before } }: View<Begun>) {
  const form = useForm({
    read: (values) => ({
      kind: values.chosen<Schemas['QuestionKind']>('kind', 'Choose requirement or statement'),
      code: values.text('code'), question: values.text('question'), justification: values.text('justification'),
    }),
    send: (body, headers) => answer(api.POST('/v1/schemes/{scheme_id}/questions',
      { params: { path: { scheme_id: scheme.id } }, body, headers })),
    done: ({ data }) => goTo(questionAddress(data), 'The question is in the library'),
  });
  return (
    <Form form={form}>
      <p class="govuk-body">
        {before ? `A question is never changed, because homes have answered it as it was. This adds one in new words beside “${before.code}”, `
          + 'for the categories that you add from now on.'
          : 'A question is never changed once it is here. Other words are another question, with a short name of its own.'}
      </p>
      <ChoiceField form={form} name="kind" label="Kind" choices={kinds} value={before?.kind} />
      <TextField form={form} name="code" label="Short name" width={20}
        hint={before ? `Another than ‘${before.code}’, such as ‘${before.code}-2’` : 'Small letters, digits and hyphens, such as ‘safeguarding’'} />
      <ProseField form={form} name="question" label="Question" most={10000} rows={3} value={before?.question} />
      <ProseField form={form} name="justification" label="Why it is proportionate" hint="Public" most={10000} rows={3}
        value={before?.justification} />
      <SendButton form={form} text="Add the question" />
    </Form>
  );
}

void screen<Begun>({
  load: async ({ ids: [scheme_id = ''], query }) => {
    const from = asked(query, 'from');
    const [scheme, before] = await Promise.all([loadScheme(scheme_id), from ? loadQuestion(scheme_id, from) : null]);
    return { scheme, before };
  },
  title: (data) => `${titleOf(data)}: ${data.scheme.name}`,
  view: (view) => (
    <LibraryFrame scheme={view.data.scheme} title={titleOf(view.data)}>
      <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds"><New {...view} /></div></div>
    </LibraryFrame>
  ),
});
