// Says no to a placement, with a reason.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, type Schemas } from '#api/client.ts';
import { BackLink, WarningText } from '#components/index.ts';
import { ProseField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';

function Refuse({ data: placement }: View<Schemas['Placement']>) {
  const address = `/provider/placements/${placement.id}/`;
  const form = useForm({
    read: (values) => ({ reason: values.text('reason') }),
    send: (body, headers) => answer(api.POST('/v1/placements/{placement_id}/refusal', {
      params: { path: { placement_id: placement.id } }, body, headers })),
    done: () => goTo(address, 'You have refused the placement'),
  });
  return (
    <>
      <BackLink href={address}>{placement.reference}</BackLink>
      <span class="govuk-caption-l">{`${placement.reference}: ${placement.terms.title}`}</span>
      <h1 class="govuk-heading-l">Refuse this placement?</h1>
      <WarningText>The council will award another bid. This one cannot be awarded again.</WarningText>
      <Form form={form}>
        <ProseField form={form} name="reason" label="Why do you refuse it?" most={2000} rows={4} />
        <div class="govuk-button-group">
          <SendButton form={form} text="Refuse the placement" warning />
          <a class="govuk-link" href={address}>Go back</a>
        </div>
      </Form>
    </>
  );
}

void screen({
  load: ({ ids: [placement_id = ''] }) =>
    body(api.GET('/v1/placements/{placement_id}', { params: { path: { placement_id } } })),
  view: Refuse,
});
