// webhooks.tsx - webhooks and their deliveries: loaded, and in words.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, type Schemas } from '#api/client.ts';
import { type Looks, tagged } from '#market/tags.tsx';
import { atTime } from '#site/words.ts';

export type Webhook = Schemas['WebhookEndpoint'];
export type Delivery = Schemas['WebhookDelivery'];

export const webhooksPage = '/account/webhooks/';
export const webhookPage = (id: string): string => `${webhooksPage}${id}/`;

export const pathOf = (endpoint_id: string) => ({ path: { endpoint_id } });

export const loadWebhook = (endpoint_id: string) =>
  answer(api.GET('/v1/webhook-endpoints/{endpoint_id}', { params: pathOf(endpoint_id) }));

// What people call it; its address, where nobody has said what it is for.
export const nameOf = ({ description, url }: Webhook): string => description || url;

type State = 'sends' | 'failing' | 'off';

export const WebhookTag = tagged<State>({
  sends: ['Switched on', 'green'],
  failing: ['Failing', 'orange'],
  off: ['Switched off', 'grey'],
});

// As many as are tried while others wait their turn.
const lately = 20;

// Switched on, it fails while what waits has been tried in vain.
export async function stateOf({ id, disabled }: Webhook): Promise<State> {
  if (disabled)
    return 'off';
  const { items } = await body(api.GET('/v1/webhook-endpoints/{endpoint_id}/deliveries', {
    params: { ...pathOf(id), query: { state: 'waiting', limit: lately } } }));
  return items.some(({ failure }) => failure !== null) ? 'failing' : 'sends';
}

const reasons: Record<Schemas['WebhookDisabledReason'], string> = {
  owner: 'by hand',
  gone: 'because its receiver answered that it wants no more (410)',
  failing: 'because nothing had got through for five days',
  unanswered: 'because whoever answered for it can no longer sign in',
};

// Goes on from "Switched off"; null while it is on.
export const whyOff = ({ disabled_at, disabled_reason }: Webhook): string | null =>
  disabled_at && disabled_reason && `on ${atTime(disabled_at)}, ${reasons[disabled_reason]}`;

export const deliveryStates: Looks<Schemas['DeliveryState']> = {
  waiting: ['Waiting', 'blue'],
  delivered: ['Delivered', 'green'],
  dead: ['Given up', 'red'],
};

export const DeliveryTag = tagged(deliveryStates);

const failures: Record<Exclude<Schemas['DeliveryFailure'], 'status'>, string> = {
  address: 'The name leads to where nothing may be sent',
  connection: 'No connection',
  tls: 'The certificate is not good',
  timeout: 'No answer within 15 seconds',
  answer: 'The answer is too long, or not HTTP',
  secret: 'Fairlot cannot read its own copy of the secret: make a new one',
};

// What the last attempt was answered.
export function lastAnswer({ state, attempts, failure, response_status }: Delivery): string {
  if (attempts === 0)
    return 'Not tried yet';
  if (failure !== null && failure !== 'status')
    return failures[failure];
  if (response_status === null)
    return 'Being tried now';
  return state === 'delivered' ? `Taken (${response_status})` : `Not taken (${response_status})`;
}
