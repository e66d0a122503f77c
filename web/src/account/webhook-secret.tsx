// webhook-secret.tsx - the secret of a webhook that was just made, or given a new one.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { goTo } from '#site/notices.tsx';
import { ShownOnce } from '#site/shown-once.tsx';
import { nameOf, webhookPage } from './webhooks.tsx';

// `done`: what the page of the webhook says then.
export function WebhookSecret({ made, done }: { made: Schemas['WebhookEndpointWithSecret']; done: string }) {
  return (
    <ShownOnce title={`The secret of ${nameOf(made)}`} what="secret" facts={[['Secret', <code>{made.secret}</code>]]}
      onSeen={() => goTo(webhookPage(made.id), done)}>
      <p class="govuk-body">
        Fairlot signs each message with it. Put it into the software that is told, so that it
        can see that a message is genuine. <a class="govuk-link" href="/api/#being-told">How to check a signature</a>.
      </p>
    </ShownOnce>
  );
}
