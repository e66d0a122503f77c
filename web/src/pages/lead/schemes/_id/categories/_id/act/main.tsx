// One act upon a category: /act/?do=suspension and its like.
// SPDX-License-Identifier: Apache-2.0
import { type Answer, answer, api, type Schemas } from '#api/client.ts';
import { WarningText } from '#components/index.ts';
import { ProseField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { actCalled } from '#lead/category-acts.ts';
import { categoryAddress, CategoryFrame, loadCategory, type OfScheme } from '#lead/category-frame.tsx';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';

function Act({ data: { category }, query }: View<OfScheme>) {
  const act = actCalled(query.get('do'));
  const form = useForm({
    read: (values) => ({ reason: values.text('reason') }),
    send: (body, headers): Promise<Answer<Schemas['Category']>> => answer(api.POST(
      `/v1/categories/{category_id}/${act.name}`, { params: { path: { category_id: category.id } }, body, headers })),
    done: () => goTo(categoryAddress(category), `${category.name} ${act.done}`),
  });
  return (
    <Form form={form}>
      <WarningText>{act.follows}</WarningText>
      <ProseField form={form} name="reason" label="Reason" hint="Everybody can read it" most={2000} rows={4} />
      <SendButton form={form} text={act.doIt} warning={act.grave} />
    </Form>
  );
}

void screen<OfScheme>({
  load: ({ ids: [scheme_id = '', category_id = ''] }) => loadCategory(scheme_id, category_id),
  title: ({ category }) => `${actCalled(new URLSearchParams(location.search).get('do')).text}: ${category.name}`,
  view: (view) => (
    <CategoryFrame of={view.data} title={actCalled(view.query.get('do')).text}><Act {...view} /></CategoryFrame>
  ),
});
