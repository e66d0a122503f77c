// Gives a webhook a new secret, with some time to take it up.
// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';

import { orLost } from '#account/lost-secret.ts';
import { WebhookSecret } from '#account/webhook-secret.tsx';
import { loadWebhook, nameOf, pathOf, type Webhook, webhookPage } from '#account/webhooks.tsx';
import { answer, api, type Schemas } from '#api/client.ts';
import { BackLink, WarningText } from '#components/index.ts';
import { ChoiceField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { screen, type View } from '#site/screen.tsx';
import { atTime } from '#site/words.ts';

const overlaps = [
  { value: '3600', text: 'For an hour' },
  { value: '86400', text: 'For a day' },
  { value: '604800', text: 'For a week' },
  { value: '0', text: 'Not at all', hint: 'Where it has been stolen. Your software refuses messages until it has the new one' },
];

const advice = 'There may be a new secret that nobody has seen. Make one more and take it up at once: '
  + 'the one that your software has may end with that.';

function NewSecret({ data: webhook }: View<Webhook>) {
  const [made, setMade] = useState<Schemas['WebhookEndpointWithSecret'] | null>(null);
  const form = useForm({
    read: (values) => ({ overlap_seconds: Number(values.chosen('overlap_seconds', 'Choose how long the present secret still signs')) }),
    send: (overlap) => orLost(answer(api.POST('/v1/webhook-endpoints/{endpoint_id}/secret-rotation', {
      params: pathOf(webhook.id), body: overlap })), advice),
    done: ({ data }) => setMade(data),
  });
  if (made)
    return <WebhookSecret made={made} done="Messages are signed with the new secret" />;
  return (
    <>
      <BackLink href={webhookPage(webhook.id)}>{nameOf(webhook)}</BackLink>
      <h1 class="govuk-heading-l">{`A new secret for ${nameOf(webhook)}`}</h1>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <p class="govuk-body">
            Messages are signed with the new secret at once. For the time that you choose, each has a
            second signature, of the present secret: so your software goes on until it has the new one.
          </p>
          {webhook.previous_secret_ends_at !== null && (
            <WarningText>
              {`The secret before the present one still signs, until ${atTime(webhook.previous_secret_ends_at)}. If you make a new one now, it ends at once.`}
            </WarningText>
          )}
          <Form form={form}>
            <ChoiceField form={form} name="overlap_seconds" label="How long the present secret still signs" choices={overlaps} />
            <SendButton form={form} text="Make a new secret" />
          </Form>
        </div>
      </div>
    </>
  );
}

void screen({
  load: async ({ ids: [endpoint_id = ''] }) => (await loadWebhook(endpoint_id)).data,
  title: (webhook) => `A new secret for ${nameOf(webhook)}`,
  view: NewSecret,
});
