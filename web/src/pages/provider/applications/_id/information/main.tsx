// What the lead authority asks about an application, and the answers.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, type Schemas } from '#api/client.ts';
import { BackLink, SummaryList } from '#components/index.ts';
import { ProseField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { More, type Page } from '#lists/more.tsx';
import { type Application, applicationAddress } from '#provider/applied.ts';
import { screen, type View } from '#site/screen.tsx';
import { atTime, onDay } from '#site/words.ts';

type Request = Schemas['InformationRequest'];

interface Whole {
  application: Application;
  requests: Page<Request>;
}

const page = (application_id: string, cursor?: string) =>
  body(api.GET('/v1/applications/{application_id}/information-requests', {
    params: { path: { application_id }, query: { cursor } } }));

async function load(application_id: string): Promise<Whole> {
  const [application, requests] = await Promise.all([
    body(api.GET('/v1/applications/{application_id}', { params: { path: { application_id } } })),
    page(application_id),
  ]);
  return { application, requests };
}

const about = (application: Application, entry_id: string | null) =>
  application.entries.find(({ id }) => id === entry_id)?.establishment_name;

function AnswerForm({ application, request, done }: { application: Application; request: Request; done: () => Promise<void> }) {
  const form = useForm({
    read: (values) => ({ answers: request.items.map((_, n) => values.text(`answers-${n}`)) }),
    send: (body, headers) => answer(api.POST('/v1/applications/{application_id}/information-requests/{request_id}/answer', {
      params: { path: { application_id: application.id, request_id: request.id } }, body, headers })),
    done,
  });
  return (
    <Form form={form}>
      <h2 class="govuk-heading-m">{`Asked on ${onDay(request.asked_at)}`}</h2>
      <p class="govuk-body">{`Please answer by ${onDay(request.answer_by)}. After ${onDay(request.lapses_after)} the application lapses.`}</p>
      {request.items.map(({ text, entry_id }, n) => (
        <ProseField form={form} name={`answers-${n}`} label={text} hint={about(application, entry_id)} most={10_000} />
      ))}
      <p class="govuk-body">
        A new document goes to <a class="govuk-link" href={`/provider/documents/?application=${application.id}`}>your documents</a>.
      </p>
      <SendButton form={form} text="Send the answers" />
    </Form>
  );
}

function Information({ data: { application, requests }, reload }: View<Whole>) {
  const back = applicationAddress(application.id);
  return (
    <>
      <BackLink href={back}>{application.reference}</BackLink>
      <h1 class="govuk-heading-l">What the lead authority asks</h1>
      <More key={String(requests.items.map(({ answered_at }) => answered_at))} first={requests} load={(cursor) => page(application.id, cursor)}>
        {(items) => (items.length === 0 ? <p class="govuk-body">It has asked nothing.</p> : items.map((request) => (
          request.answered_at === null && application.state === 'information_requested' ? (
            <AnswerForm key={request.id} application={application} request={request}
              done={() => reload('Your answers have been sent')} />
          ) : (
            <section key={request.id}>
              <h2 class="govuk-heading-m">{`Asked on ${onDay(request.asked_at)}`}</h2>
              <SummaryList rows={request.items.map((item) => ({
                key: { text: item.text }, value: { text: item.answer ?? 'Not answered' } }))} />
              {request.answered_at && <p class="govuk-hint">{`Answered ${atTime(request.answered_at)}`}</p>}
            </section>
          ))))}
      </More>
    </>
  );
}

void screen({ load: ({ ids: [application_id = ''] }) => load(application_id), view: Information });
