// Takes an application back, with a reason.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body } from '#api/client.ts';
import { BackLink, WarningText } from '#components/index.ts';
import { ProseField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { type Application, applicationAddress } from '#provider/applied.ts';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';

function Withdraw({ data: application }: View<Application>) {
  const back = applicationAddress(application.id);
  const form = useForm({
    read: (values) => ({ reason: values.text('reason') }),
    send: (body, headers) => answer(api.POST('/v1/applications/{application_id}/withdrawal', {
      params: { path: { application_id: application.id } }, body, headers })),
    done: () => goTo(back, 'The application is withdrawn'),
  });
  return (
    <>
      <BackLink href={back}>{application.reference}</BackLink>
      <h1 class="govuk-heading-l">{`Withdraw ${application.reference}?`}</h1>
      <WarningText>All homes of it that have not been decided are withdrawn. You can apply again at any time.</WarningText>
      <Form form={form}>
        <ProseField form={form} name="reason" label="Why do you withdraw it?" most={2000} rows={4} />
        <div class="govuk-button-group">
          <SendButton form={form} text="Withdraw the application" warning />
          <a class="govuk-link" href={back}>Go back</a>
        </div>
      </Form>
    </>
  );
}

void screen({
  load: ({ ids: [application_id = ''] }) =>
    body(api.GET('/v1/applications/{application_id}', { params: { path: { application_id } } })),
  view: Withdraw,
});
