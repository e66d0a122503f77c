// One more address that is told what happens.
// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';

import { orLost } from '#account/lost-secret.ts';
import { readWebhook, WebhookFields } from '#account/webhook-fields.tsx';
import { WebhookSecret } from '#account/webhook-secret.tsx';
import { webhooksPage } from '#account/webhooks.tsx';
import { answer, api, type Schemas } from '#api/client.ts';
import { BackLink } from '#components/index.ts';
import { SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { screen } from '#site/screen.tsx';

const advice = 'Look in the list of webhooks before you send this again: if it is there, open it and give it a new secret.';

function Add() {
  const [made, setMade] = useState<Schemas['WebhookEndpointWithSecret'] | null>(null);
  const form = useForm({
    read: readWebhook,
    send: (body) => orLost(answer(api.POST('/v1/webhook-endpoints', { body })), advice),
    done: ({ data }) => setMade(data),
  });
  if (made)
    return <WebhookSecret made={made} done="The webhook is added. Send it a test message." />;
  return (
    <>
      <BackLink href={webhooksPage}>Webhooks</BackLink>
      <h1 class="govuk-heading-l">Add a webhook</h1>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <Form form={form}>
            <WebhookFields form={form} />
            <SendButton form={form} text="Add the webhook" />
          </Form>
        </div>
      </div>
    </>
  );
}

void screen({ load: () => Promise.resolve(null), view: Add });
