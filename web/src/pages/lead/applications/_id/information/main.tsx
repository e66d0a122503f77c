// What the provider was asked, and the next question to it.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, everything, type Schemas } from '#api/client.ts';
import { Tag } from '#components/index.ts';
import { DateField, ProseField, SelectField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { Rows } from '#forms/rows.tsx';
import { ApplicationFrame } from '#lead/application-frame.tsx';
import { application } from '#lead/load.ts';
import { Quoted } from '#site/quoted.tsx';
import { screen, type View } from '#site/screen.tsx';
import { atTime, onDay } from '#site/words.ts';

interface Asked {
  application: Schemas['Application'];
  requests: Schemas['InformationRequest'][];
}

const homeOf = (application: Schemas['Application'], id: string | null) =>
  application.entries.find((entry) => entry.id === id);

function Request({ request, application }: { request: Schemas['InformationRequest']; application: Schemas['Application'] }) {
  const answered = request.answered_at;
  return (
    <div role="group" aria-label={`Asked on ${atTime(request.asked_at)}`}>
      <h2 class="govuk-heading-m">{`Asked on ${onDay(request.asked_at)}`}</h2>
      <p class="govuk-body">
        {answered ? <Tag classes="govuk-tag--green">Answered</Tag> : <Tag classes="govuk-tag--yellow">Not answered yet</Tag>}
        {answered ? ` ${atTime(answered)}` : ` To be answered by ${onDay(request.answer_by)}; lapses after ${onDay(request.lapses_after)}`}
      </p>
      <ol class="govuk-list govuk-list--number govuk-list--spaced">
        {request.items.map((item) => (
          <li key={item.text}>
            {item.text}
            {item.entry_id && <span class="govuk-hint">{` About ${homeOf(application, item.entry_id)?.establishment_name ?? 'a home'}`}</span>}
            {answered && <Quoted text={item.answer} />}
          </li>
        ))}
      </ol>
    </div>
  );
}

function Ask({ data: { application }, reload }: View<Asked>) {
  const params = { path: { application_id: application.id } };
  const form = useForm({
    read: (values) => ({
      items: values.rows('items', (at) => ({
        text: values.text(`${at}-text`), entry_id: values.optional(`${at}-entry_id`) ?? undefined })),
      answer_by: values.date('answer_by'),
    }),
    send: (body, headers) => answer(api.POST('/v1/applications/{application_id}/information-requests',
      { params, body, headers })),
    done: () => reload('The provider is asked'),
  });
  const about = [{ value: '', text: 'The application as a whole' },
    ...application.entries.map(({ id, establishment_name, category_code }) =>
      ({ value: id, text: `${establishment_name} (${category_code})` }))];
  return (
    <Form form={form}>
      <h2 class="govuk-heading-m">Ask for information</h2>
      <p class="govuk-body">
        Until the provider answers nothing is assessed or decided, and the day by which you decide moves
        by the days that were waited.
      </p>
      <Rows form={form} name="items" one="question" legend="What is missing or unclear" first={[undefined]}
        row={(at) => (
          <>
            <ProseField form={form} name={`${at}-text`} label="Question" most={2000} rows={3} />
            <SelectField form={form} name={`${at}-entry_id`} label="What it is about" choices={about} />
          </>
        )} />
      <DateField form={form} name="answer_by" label="Answer by" hint="At least five working days away. For example, 27 3 2027" />
      <SendButton form={form} text="Ask the provider" />
    </Form>
  );
}

void screen<Asked>({
  load: async ({ ids: [application_id = ''] }) => {
    const [one, requests] = await Promise.all([
      application(application_id),
      everything((cursor) => body(api.GET('/v1/applications/{application_id}/information-requests',
        { params: { path: { application_id }, query: { cursor } } }))),
    ]);
    return { application: one, requests };
  },
  title: ({ application: { reference } }) => `Information asked for, ${reference}`,
  view: (view) => (
    <ApplicationFrame application={view.data.application} title="Information asked for">
      {view.data.requests.length === 0 && <p class="govuk-body">Nothing has been asked yet.</p>}
      {view.data.requests.map((request) => (
        <Request key={request.id} request={request} application={view.data.application} />
      ))}
      {view.data.application.state === 'submitted' && <Ask {...view} />}
    </ApplicationFrame>
  ),
});
