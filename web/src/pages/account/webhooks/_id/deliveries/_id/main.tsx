// One message to a webhook: how often it was tried, and with what success.
// SPDX-License-Identifier: Apache-2.0
import { type Delivery, DeliveryTag, lastAnswer, loadWebhook, nameOf, type Webhook, webhookPage } from '#account/webhooks.tsx';
import { answer, api, body } from '#api/client.ts';
import { BackLink } from '#components/index.ts';
import { SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { typeInWords } from '#market/event-words.ts';
import { Facts } from '#site/facts.tsx';
import { screen, type View } from '#site/screen.tsx';
import { atTime } from '#site/words.ts';

interface Whole {
  webhook: Webhook;
  delivery: Delivery;
}

type Part = View<Whole>;

const pathOf = ({ webhook, delivery }: Whole) => ({ path: { endpoint_id: webhook.id, delivery_id: delivery.id } });

function Again({ data, reload }: Part) {
  const form = useForm({
    read: () => ({}),
    send: (body, headers) => answer(api.POST('/v1/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/replay', {
      params: pathOf(data), body, headers })),
    done: () => reload(data.webhook.disabled ? 'It is sent again once the webhook is switched on' : 'It is being sent again'),
  });
  return (
    <>
      <h2 class="govuk-heading-m">Send it again</h2>
      <p class="govuk-body">
        {data.delivery.state === 'waiting' ? 'It is tried at once, not only at the time above.'
          : 'At once and, where that fails, from the beginning of the schedule. Your software may get it twice, with the same id.'}
      </p>
      <Form form={form}><SendButton form={form} text="Send it again" secondary /></Form>
    </>
  );
}

function nextTry({ webhook, delivery: { next_attempt_at } }: Whole): string {
  if (next_attempt_at === null)
    return 'None';
  return webhook.disabled ? 'Once the webhook is switched on' : atTime(next_attempt_at);
}

function Message(view: Part) {
  const { data: { webhook, delivery }, me } = view;
  return (
    <>
      <BackLink href={webhookPage(webhook.id)}>{nameOf(webhook)}</BackLink>
      <span class="govuk-caption-l">{`Sent to ${nameOf(webhook)}`}</span>
      <h1 class="govuk-heading-l">{typeInWords(delivery.event_type)}</h1>
      <Facts
        of={[
          ['State', <DeliveryTag state={delivery.state} />],
          ['Tries', String(delivery.attempts)],
          ['Last try', delivery.attempted_at === null ? 'None' : atTime(delivery.attempted_at)],
          ['Last answer', lastAnswer(delivery)],
          ['Next try', nextTry(view.data)],
          ['To be sent since', atTime(delivery.created_at)],
          ['Kind of event', <code>{delivery.event_type}</code>],
          ['Id of the message (webhook-id)', <code>{delivery.event_id}</code>],
        ]}
      />
      {me.role !== 'auditor' && <Again {...view} />}
    </>
  );
}

void screen<Whole>({
  load: async ({ ids: [endpoint_id = '', delivery_id = ''] }) => {
    const path = { endpoint_id, delivery_id };
    const [{ data: webhook }, delivery] = await Promise.all([
      loadWebhook(endpoint_id),
      body(api.GET('/v1/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}', { params: { path } })),
    ]);
    return { webhook, delivery };
  },
  title: ({ delivery }) => typeInWords(delivery.event_type),
  view: Message,
});
