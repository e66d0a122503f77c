// Changes what a webhook is for, its address and what it is told of.
// SPDX-License-Identifier: Apache-2.0
import { readWebhook, WebhookFields } from '#account/webhook-fields.tsx';
import { loadWebhook, nameOf, pathOf, type Webhook, webhookPage } from '#account/webhooks.tsx';
import { type Answer, answer, api } from '#api/client.ts';
import { BackLink } from '#components/index.ts';
import { SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';

function Change({ data: { data: webhook, etag } }: View<Answer<Webhook>>) {
  const form = useForm({
    read: readWebhook,
    send: (body) => answer(api.PATCH('/v1/webhook-endpoints/{endpoint_id}', {
      params: { ...pathOf(webhook.id), header: { 'If-Match': etag } }, body })),
    done: () => goTo(webhookPage(webhook.id), 'The change is saved'),
  });
  return (
    <>
      <BackLink href={webhookPage(webhook.id)}>{nameOf(webhook)}</BackLink>
      <h1 class="govuk-heading-l">{`Change ${nameOf(webhook)}`}</h1>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <p class="govuk-body">You answer for it from then on: once you can no longer sign in, it is switched off.</p>
          <Form form={form}>
            <WebhookFields form={form} webhook={webhook} />
            <SendButton form={form} text="Save" />
          </Form>
        </div>
      </div>
    </>
  );
}

void screen({
  load: ({ ids: [endpoint_id = ''] }) => loadWebhook(endpoint_id),
  title: ({ data }) => `Change ${nameOf(data)}`,
  view: Change,
});
