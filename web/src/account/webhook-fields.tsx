// webhook-fields.tsx - what a person says of a webhook, made or changed.
// SPDX-License-Identifier: Apache-2.0
import { TextField } from '#forms/fields.tsx';
import type { FormState } from '#forms/form.tsx';
import type { Values } from '#forms/values.ts';
import { EventFields, readEvents } from './event-fields.tsx';
import type { Webhook } from './webhooks.tsx';

export const readWebhook = (values: Values) => ({
  url: values.text('url'),
  description: values.text('description'),
  event_types: readEvents(values),
});

export function WebhookFields({ form, webhook }: { form: FormState; webhook?: Webhook }) {
  return (
    <>
      <TextField form={form} name="description" label="What it is for (optional)" width={20} value={webhook?.description}
        hint="For example, ‘Case system’" />
      <TextField form={form} name="url" type="url" label="Address that is told" value={webhook?.url} autocomplete="off"
        hint="Begins with https:// and can be reached from the internet. For example, https://hooks.example.org/fairlot" />
      <EventFields form={form} chosen={webhook?.event_types} />
    </>
  );
}
